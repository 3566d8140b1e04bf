using System.Numerics;
using System.Runtime.CompilerServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// Everything that a choice depends on, handed from node to node. Time and health are in the standings; chance is the draw.
/// </summary>
internal ref struct Situation
{
    /// <summary>What a node chooses that has no pool available.</summary>
    public const int Nothing = -1;

    // Apart from the draws that nodes make of the same number.
    private const ulong StartingSalt = 0x5851_F42D_4C95_7F2D;

    private PoolStanding[] _leaves;
    private TypePair? _records;
    private byte _family;

    // What all vantages see and what those near the client see; null while the client is answered from what all see.
    private Snapshot? _whole, _near;

    // Inlined, and told by value, so that it is written where it goes: to copy what was just written costs more than to write it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Situation(Snapshot snapshot, SteeredTypes type, ulong draw, Trace? trace = null)
    {
        Snapshot = snapshot;
        Draw = Starting = draw;
        Trace = trace;
        Type = type;
        Threshold = Standing.Available;
        _family = FamilyOf(type);
        _records = RecordsOf(snapshot, type);
        _leaves = _records?.Leaves ?? snapshot.PoolStandings;
    }

    public Situation(Snapshot snapshot, in Client client, SteeredTypes type, ulong draw, Trace? trace = null)
        : this(snapshot, type, draw, trace)
    {
        Client = ref client.AddressInPlace;
        Imagined = client.Place;
        IsMany = client.IsMany;
    }

    /// <summary>What is answered from.</summary>
    public Snapshot Snapshot { get; private set; }

    /// <summary>Whom the answer is for; to be set before anything is asked.</summary>
    public ref readonly ClientAddress Client;

    /// <summary>Where the client is imagined to be, wherever its address is; null: where its address is.</summary>
    public Place? Imagined { get; set; }

    /// <summary>Whether the client stands for many who are alike: chance draws where the network of one would.</summary>
    public bool IsMany { get; set; }

    /// <summary>Where the client is, for people.</summary>
    public readonly Place Place => Imagined ?? Snapshot.FindPlace(Client, out _);

    /// <summary>The type that is asked for: each is judged by itself. CNAME: whether there is an alias, or anything else of whatever family.</summary>
    public SteeredTypes Type { get; private set; }

    /// <summary>Whether A is asked for.</summary>
    public readonly bool IsIPv4 => Type == SteeredTypes.A;

    /// <summary>Whether A or AAAA is asked for.</summary>
    public readonly bool IsAddress => Type <= SteeredTypes.Aaaa;

    /// <summary>Pools that count as having nothing.</summary>
    public ReadOnlySpan<int> Without { get; set; }

    /// <summary>The chance of this query. Who takes of it for its children gives it back.</summary>
    public ulong Draw { get; set; }

    /// <summary>How many draws the client's network made above this node: each needs one of its own. Who counts for its children takes it back.</summary>
    public int StickyDepth { get; set; }

    /// <summary>The worst standing that still counts as available.</summary>
    public Standing Threshold { get; set; }

    /// <summary>The moment at which the endpoints chosen were available last; 0: that does not matter.</summary>
    public int Moment { get; set; }

    /// <summary>Whether the fallback takes endpoints of several pools.</summary>
    public Several Several { get; set; }

    /// <summary>Whether the fallback is to fail.</summary>
    public bool IsFailure { get; set; }

    /// <summary>Where to write down why; null on the path from query to answer.</summary>
    public Trace? Trace { get; set; }

    /// <summary>
    /// For how wide a block around the client's address all that was tried is the same, in bits. What was passed over for where
    /// the client is counts as well: an answer that others would not have come to must not be kept for them.
    /// </summary>
    public int Scope { get; private set; }

    /// <summary>The policy node at a place.</summary>
    public readonly CompiledNode Node(int at) => Snapshot.Policies.Node(at);

    /// <summary>What was folded of a node.</summary>
    /// <param name="at">Where that stands.</param>
    /// <param name="size">How many numbers it has.</param>
    public readonly ReadOnlySpan<int> Folded(int at, int size) => (_records?.Numbers ?? Snapshot.NodeNumbers).AsSpan(at + (_family * size), size);

    /// <summary>How a leaf stands, by its number: a pool, or behind all pools one of records.</summary>
    public readonly ref readonly PoolStanding StandingOf(int leaf) => ref _leaves[(leaf * 2) + _family];

    /// <summary>
    /// Whether regions that returned take whoever asks: when nothing else has anything, what they keep away is better than nothing.
    /// </summary>
    public bool TakesAll { get; set; }

    /// <summary>
    /// What says whether regions that returned take this client already: the chance of the query, or, once the client's network was
    /// asked, that, so that a network comes over once and not with every answer.
    /// </summary>
    public ulong Starting { get; set; }

    /// <summary>Whether a leaf has something that counts as available, and takes this client already when its region returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsAvailable(int leaf)
    {
        ref readonly var standing = ref StandingOf(leaf);
        return standing.Best >= Threshold && ((!standing.IsStarting && Without.IsEmpty) || IsOpen(leaf, standing));
    }

    /// <summary>Whether a region that returned takes this client already. All that start are asked with one draw: who has more tenths takes whoever one with less does.</summary>
    public readonly bool Takes(in PoolStanding standing) =>
        TakesAll || !standing.IsStarting || Chance.Below(Chance.Next(Starting ^ StartingSalt), SlowStart.All) < standing.Tenths;

    /// <summary>Whether a child has enough that counts as available, for someone; when it is not partial, for everyone.</summary>
    public readonly bool MayBeAvailable(int child) => child < 0 ? IsAvailable(~child) : IsAvailable(Node(child));

    /// <summary>Whether a node has enough that counts as available, for someone; when it is not partial, for everyone.</summary>
    public readonly bool IsAvailable(CompiledNode node) => (_records?.Nodes ?? Snapshot.NodeStandings)[(node.Index * 2) + _family] >= Threshold;

    /// <summary>Whether a child of a node that <see cref="MayBeAvailable"/> must be asked whether it is.</summary>
    public readonly bool IsPartial(CompiledNode node) => node.IsPartial || !Without.IsEmpty;

    /// <summary>Begins anew with another type; the scope stays that of all that was tried.</summary>
    public void Ask(SteeredTypes type)
    {
        Type = type;
        _family = FamilyOf(type);
        Begin(_near ?? Snapshot);
    }

    /// <summary>From now on what vantages near the client see is answered from, before anything else was asked.</summary>
    public void SeeFrom(Snapshot near)
    {
        (_whole, _near) = (Snapshot, near);
        Begin(near);
    }

    /// <summary>Begins anew with what all vantages see, when it was what those near the client see that left nothing.</summary>
    /// <returns>Whether there is anything to begin anew with.</returns>
    public bool TrySeeAll()
    {
        if (_whole is not { } whole || ReferenceEquals(Snapshot, whole)) return false;
        Begin(whole);
        return true;
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

    private void Begin(Snapshot snapshot)
    {
        Snapshot = snapshot;
        Threshold = Standing.Available;
        TakesAll = false;
        _records = RecordsOf(snapshot, Type);
        _leaves = _records?.Leaves ?? snapshot.PoolStandings;
    }

    // Which of the two types of its pair.
    private static byte FamilyOf(SteeredTypes type) => (byte)(BitOperations.TrailingZeroCount((int)type) & 1);

    private static TypePair? RecordsOf(Snapshot snapshot, SteeredTypes type) =>
        type <= SteeredTypes.Aaaa ? null : snapshot.RecordStandings[(BitOperations.TrailingZeroCount((int)type) >> 1) - 1];

    private readonly bool IsOpen(int leaf, in PoolStanding standing) => Takes(standing) && !Without.Contains(leaf);
}
