using System.Runtime.CompilerServices;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// What a policy chooses for a client, then what it would choose without that, and so on: the tiers of its failovers, in order.
/// When nothing is available, what the fallback says is all there is.
/// </summary>
internal ref struct Tiers
{
    /// <summary>The most choices in a row.</summary>
    public const int Most = 4;

    private readonly CompiledPolicy _policy;
    private readonly Client _client;
    private readonly SteeredTypes _type;
    private readonly ulong _draw;
    private Snapshot? _view;
    private Tried _tried;
    private int _count;
    private bool _isOver;

    /// <param name="policy">What decides.</param>
    /// <param name="client">Whom the answer is for.</param>
    /// <param name="isIPv4">Whether IPv4 addresses are asked for; otherwise IPv6.</param>
    /// <param name="draw">The chance of the query.</param>
    public Tiers(CompiledPolicy policy, in Client client, bool isIPv4, ulong draw)
    {
        _policy = policy;
        _client = client;
        _type = isIPv4 ? SteeredTypes.A : SteeredTypes.Aaaa;
        _draw = draw;
    }

    /// <summary>The next choice; the first one may be nothing.</summary>
    public bool TryNext(Snapshot snapshot, out Choice choice)
    {
        choice = default;
        if (_isOver) return false;
        var isFirst = _count == 0;
        choice = isFirst
            ? Chooser.Choose(_policy, snapshot, _client, _type, _draw)
            : Chooser.ChooseWithout(((ReadOnlySpan<int>)_tried)[.._count], _policy, _view!, _client, _type, _draw);
        _view = choice.Snapshot; // what the client is answered from first
        if (choice.PoolIndex < 0 || choice.Threshold < Standing.Drained || _count + 1 == Most) _isOver = true;
        else _tried[_count++] = choice.PoolIndex;
        return isFirst || !choice.IsNothing;
    }

    [InlineArray(Most)]
    private struct Tried
    {
        private int _first;
    }
}
