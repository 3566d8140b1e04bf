using System.Numerics;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// Everything that a choice depends on, handed from node to node. Time and health are in the standings; chance is the draw.
/// </summary>
internal ref struct Situation
{
    /// <summary>What a node chooses that has no pool available.</summary>
    public const int Nothing = -1;

    private int _family;
    private ReadOnlySpan<PoolStanding> _leaves;
    private ReadOnlySpan<Standing> _nodes;
    private readonly ReadOnlySpan<int> _numbers;

    public Situation(Snapshot snapshot, in Client client, SteeredTypes type, ulong draw, Trace? trace)
    {
        Snapshot = snapshot;
        Client = ref client;
        Draw = draw;
        Trace = trace;
        _numbers = snapshot.Policies.Numbers;
        Ask(type);
    }

    /// <summary>What is answered from.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Whom the answer is for.</summary>
    public readonly ref readonly Client Client;

    /// <summary>The type that is asked for: each is judged by itself. CNAME: whether there is an alias, or anything else of whatever family.</summary>
    public SteeredTypes Type { get; private set; }

    /// <summary>Whether A is asked for.</summary>
    public readonly bool IsIPv4 => Type == SteeredTypes.A;

    /// <summary>Whether A or AAAA is asked for.</summary>
    public readonly bool IsAddress => Type <= SteeredTypes.Aaaa;

    /// <summary>Pools that count as having nothing.</summary>
    public ReadOnlySpan<int> Without { get; init; }

    /// <summary>The chance of this query. Who takes of it for its children gives it back.</summary>
    public ulong Draw { get; set; }

    /// <summary>How many draws the client's network made above this node: each needs one of its own. Who counts for its children takes it back.</summary>
    public int StickyDepth { get; set; }

    /// <summary>The worst standing that still counts as available.</summary>
    public Standing Threshold { get; set; }

    /// <summary>Where to write down why; null on the path from query to answer.</summary>
    public Trace? Trace { get; set; }

    /// <summary>
    /// For how wide a block around the client's address all that was tried is the same, in bits. What was passed over for where
    /// the client is counts as well: an answer that others would not have come to must not be kept for them.
    /// </summary>
    public int Scope { get; private set; }

    /// <summary>The policy node at a place.</summary>
    public readonly CompiledNode Node(int at) => new(_numbers[at..]);

    /// <summary>How a leaf stands, by its number: a pool, or behind all pools one of records.</summary>
    public readonly ref readonly PoolStanding StandingOf(int leaf) => ref _leaves[(leaf * 2) + _family];

    /// <summary>Whether a leaf has something that counts as available.</summary>
    public readonly bool IsAvailable(int leaf) => StandingOf(leaf).Best >= Threshold && (Without.IsEmpty || !Without.Contains(leaf));

    /// <summary>Whether a child has enough that counts as available, for someone; when it is not partial, for everyone.</summary>
    public readonly bool MayBeAvailable(int child) => child < 0 ? IsAvailable(~child) : IsAvailable(Node(child));

    /// <summary>Whether a node has enough that counts as available, for someone; when it is not partial, for everyone.</summary>
    public readonly bool IsAvailable(CompiledNode node) => _nodes[(node.Index * 2) + _family] >= Threshold;

    /// <summary>Whether a child of a node that <see cref="MayBeAvailable"/> must be asked whether it is.</summary>
    public readonly bool IsPartial(CompiledNode node) => node.IsPartial || !Without.IsEmpty;

    /// <summary>Begins anew with another type; the scope stays that of all that was tried.</summary>
    public void Ask(SteeredTypes type)
    {
        Type = type;
        Threshold = Standing.Available;
        var bit = BitOperations.TrailingZeroCount((int)type);
        _family = bit & 1;
        var pair = bit < 2 ? null : Snapshot.RecordStandings[(bit >> 1) - 1];
        _leaves = pair is null ? Snapshot.PoolStandings : pair.Leaves;
        _nodes = pair is null ? Snapshot.NodeStandings : pair.Nodes;
    }

    /// <summary>Lets a child write down why it has nothing. Its answer is known, so that it narrows nothing.</summary>
    public void Watch(int child)
    {
        var scope = Scope;
        Chooser.Choose(child, ref this);
        Scope = scope;
    }

    /// <summary>Notes that the choice is the same only within so many bits.</summary>
    public void Narrow(int bits)
    {
        if (bits > Scope) Scope = bits;
    }
}
