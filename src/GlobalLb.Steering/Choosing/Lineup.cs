using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The endpoints of a choice in the order they are answered. The first is drawn by weight, the rest follow in the order
/// written: most clients take the first, so that shares within a pool are what the operator wrote.
/// </summary>
internal ref struct Lineup
{
    /// <summary>The most addresses in one answer; more would only cost size.</summary>
    public const int MostAddresses = 16;

    private readonly ref readonly Choice _choice;
    private readonly ReadOnlySpan<Standing> _standings;
    private readonly ReadOnlySpan<int> _weights;
    private readonly Standing _least;
    private readonly bool _hasWeight;
    private readonly bool _isEven;
    private readonly int _candidates;
    private int _next;
    private int _left;
    private int _room = MostAddresses;

    /// <param name="choice">The choice.</param>
    /// <param name="snapshot">The snapshot it was made on.</param>
    /// <param name="draw">The chance of the query.</param>
    public Lineup(in Choice choice, Snapshot snapshot, ulong draw)
    {
        _choice = ref choice;
        _standings = snapshot.Standings.AsSpan();
        _weights = snapshot.Endpoints.Weights;
        _left = _candidates = choice.CandidateCount;
        var answered = choice.Pool is { } pool ? snapshot.StandingOf(pool, choice.IsIPv4) : Fold(choice.Threshold);
        _least = answered.Best;
        _hasWeight = answered.Weight > 0;
        _isEven = answered.IsEven;
        if (answered.Count > 1) _next = Draw(answered, draw);
    }

    /// <summary>The next endpoint, as long as there is one and the answer has room.</summary>
    public bool TryNext(out int endpoint)
    {
        while (_left > 0 && _room > 0)
        {
            endpoint = _choice.Candidate(_next);
            if (++_next == _candidates) _next = 0;
            _left--;
            if (!_isEven && !IsAnswered(endpoint)) continue;
            _room--;
            return true;
        }

        endpoint = -1;
        return false;
    }

    private readonly int Draw(in PoolStanding answered, ulong draw)
    {
        // The policy's own draws come from the same number: its complement keeps this one apart from them.
        var left = Chance.Below(Chance.Next(~draw), _hasWeight && !_isEven ? answered.Weight : answered.Count);
        if (_isEven) return (int)left;
        var first = 0;
        for (; first < _candidates; first++)
        {
            var endpoint = _choice.Candidate(first);
            if (!IsAnswered(endpoint)) continue;
            left -= _hasWeight ? _weights[endpoint] : 1;
            if (left < 0) break;
        }

        return first;
    }

    // What a pool knows of itself, for the candidates of several.
    private readonly PoolStanding Fold(Standing threshold)
    {
        long weight = 0;
        var count = 0;
        for (var i = 0; i < _candidates; i++)
        {
            var endpoint = _choice.Candidate(i);
            if (_standings[endpoint] < threshold) continue;
            weight += _weights[endpoint];
            count++;
        }

        return new PoolStanding(weight, count, threshold, false);
    }

    // An endpoint of weight 0 takes no clients while another of the choice can.
    private readonly bool IsAnswered(int endpoint) => _standings[endpoint] >= _least && (!_hasWeight || _weights[endpoint] > 0);
}
