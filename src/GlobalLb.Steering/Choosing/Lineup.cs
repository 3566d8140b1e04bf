using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The endpoints of a choice in the order they are answered. The first is drawn by weight, the rest follow in the order
/// written: most clients take the first, so that shares within a pool are what the operator wrote.
/// </summary>
internal ref struct Lineup
{
    private readonly ref readonly Choice _choice;
    private readonly ulong _chance;
    private readonly PoolStanding _pool;
    private readonly Standing _least;
    private readonly bool _isPool;
    private readonly bool _isEven;
    private readonly int _candidates;
    private bool _hasWeight;
    private int _region = -1;
    private int _next;
    private int _left;
    private int _room;

    /// <param name="choice">The choice.</param>
    /// <param name="draw">The chance of the query.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // written where it goes, as a choice is
    public Lineup(in Choice choice, ulong draw)
    {
        _choice = ref choice;
        // The policy's own draws come from the same number: its complement keeps this one apart from them.
        _chance = Chance.Next(~draw);
        _least = choice.Threshold;
        _room = choice.Most;
        _isPool = choice.PoolIndex >= 0;
        if (_isPool)
        {
            _pool = choice.Snapshot.StandingOf(choice.PoolIndex, choice.IsIPv4);
            (_least, _isEven) = (_pool.Best, _pool.IsEven && choice.Moment == 0);
        }

        _left = _candidates = _isPool ? _pool.Count : Candidates.CountOf(choice);
        _next = _isEven ? (int)Chance.Below(_chance, _candidates) : -1;
    }

    /// <summary>The next endpoint with its address in wire form, as long as there is one and the answer has room.</summary>
    public bool TryNext(out int endpoint, out ReadOnlySpan<byte> octets)
    {
        if (_next < 0) Begin();
        while (_left > 0 && _room > 0)
        {
            var number = _next;
            endpoint = Find(number, out octets);
            if (++_next == _candidates) _next = 0;
            _left--;
            if (!_isEven && !IsAnswered(endpoint)) continue;
            if (_region >= 0 && Candidates.RegionOf(_choice, number) != _region) continue;
            _room--;
            return true;
        }

        endpoint = -1;
        octets = default;
        return false;
    }

    private void Begin()
    {
        _next = Draw(out _hasWeight);
        if (_choice.Several == Several.OfOneRegion && _candidates > 0) _region = Candidates.RegionOf(_choice, _next);
    }

    private readonly int Find(int number, out ReadOnlySpan<byte> octets) =>
        _isPool ? Candidates.Find(_choice, _pool, number, out octets) : Candidates.Find(_choice, number, out octets);

    private readonly int Draw(out bool hasWeight)
    {
        long weight = 0;
        var count = 0;
        for (var i = 0; i < _candidates; i++)
        {
            var endpoint = Find(i, out _);
            if (!IsCandidate(endpoint)) continue;
            weight += _choice.Snapshot.Weights[endpoint];
            count++;
        }

        hasWeight = weight > 0;
        var left = Chance.Below(_chance, hasWeight ? weight : count);
        for (var i = 0; i < _candidates; i++)
        {
            var endpoint = Find(i, out _);
            if (!IsCandidate(endpoint)) continue;
            left -= hasWeight ? _choice.Snapshot.Weights[endpoint] : 1;
            if (left < 0) return i;
        }

        return 0;
    }

    // An endpoint of weight 0 takes no clients while another of the choice can.
    private readonly bool IsAnswered(int endpoint) => IsCandidate(endpoint) && (!_hasWeight || _choice.Snapshot.Weights[endpoint] > 0);

    private readonly bool IsCandidate(int endpoint) => _choice.Snapshot.Standings[endpoint] >= _least && (_choice.Moment == 0 || _choice.Answers(endpoint));
}
