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

    private readonly Choice _choice;
    private readonly Snapshot _snapshot;
    private readonly bool _hasWeight;
    private readonly int _first;
    private int _passed;
    private int _given;

    /// <param name="choice">The choice.</param>
    /// <param name="snapshot">The snapshot it was made on.</param>
    /// <param name="draw">The chance of the query.</param>
    public Lineup(in Choice choice, Snapshot snapshot, ulong draw)
    {
        _choice = choice;
        _snapshot = snapshot;
        long total = 0, count = 0;
        foreach (var index in choice.Candidates)
        {
            if (snapshot.Standings[index] < choice.Threshold) continue;
            total += snapshot.Endpoints[index].Endpoint.Weight;
            count++;
        }

        // The policy's own draws come from the same number: its complement keeps this one apart from them.
        _hasWeight = total > 0;
        var drawn = Chance.Below(Chance.Next(~draw), _hasWeight ? total : count);
        for (; _first < choice.Candidates.Length; _first++)
        {
            var index = choice.Candidates[_first];
            if (!IsAnswered(index)) continue;
            drawn -= _hasWeight ? snapshot.Endpoints[index].Endpoint.Weight : 1;
            if (drawn < 0) break;
        }
    }

    /// <summary>The next endpoint, as long as there is one and the answer has room.</summary>
    public bool TryNext(out int endpoint)
    {
        var candidates = _choice.Candidates;
        while (_passed < candidates.Length && _given < MostAddresses)
        {
            endpoint = candidates[(_first + _passed++) % candidates.Length];
            if (!IsAnswered(endpoint)) continue;
            _given++;
            return true;
        }

        endpoint = -1;
        return false;
    }

    // An endpoint of weight 0 takes no clients while another of the choice can.
    private readonly bool IsAnswered(int endpoint) =>
        _snapshot.Standings[endpoint] >= _choice.Threshold && (!_hasWeight || _snapshot.Endpoints[endpoint].Endpoint.Weight > 0);
}
