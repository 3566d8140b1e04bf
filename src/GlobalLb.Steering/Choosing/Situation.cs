using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// Everything that a choice depends on, handed from node to node. Time and health are in the standings; chance is the draw.
/// </summary>
internal ref struct Situation
{
    /// <summary>What a node chooses that has no pool available.</summary>
    public const int Nothing = -1;

    private readonly int _family;
    private readonly ReadOnlySpan<PoolStanding> _pools;
    private readonly ReadOnlySpan<Standing> _nodes;
    private readonly ReadOnlySpan<int> _numbers;

    public Situation(Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace)
    {
        Snapshot = snapshot;
        Client = ref client;
        IsIPv4 = isIPv4;
        Draw = draw;
        Trace = trace;
        Threshold = Standing.Available;
        _family = isIPv4 ? 0 : 1;
        _pools = snapshot.PoolStandings;
        _nodes = snapshot.NodeStandings;
        _numbers = snapshot.Policies.Numbers;
    }

    /// <summary>What is answered from.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Whom the answer is for.</summary>
    public readonly ref readonly Client Client;

    /// <summary>Whether A is answered; otherwise AAAA. Each family is judged by itself.</summary>
    public bool IsIPv4 { get; }

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

    /// <summary>How a pool stands, by its index.</summary>
    public readonly ref readonly PoolStanding StandingOf(int pool) => ref _pools[(pool * 2) + _family];

    /// <summary>Whether a pool has an endpoint that counts as available.</summary>
    public readonly bool IsAvailable(int pool) => StandingOf(pool).Best >= Threshold;

    /// <summary>Whether a child has enough that counts as available, for someone; when it is not partial, for everyone.</summary>
    public readonly bool MayBeAvailable(int child) => child < 0 ? IsAvailable(~child) : IsAvailable(Node(child));

    /// <summary>Whether a node has enough that counts as available, for someone; when it is not partial, for everyone.</summary>
    public readonly bool IsAvailable(CompiledNode node) => _nodes[(node.Index * 2) + _family] >= Threshold;

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
