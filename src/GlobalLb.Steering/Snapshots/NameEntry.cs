using System.Buffers.Binary;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// What exists at one owner name, as it lies in the table: a head, the name in lower case, its record sets. Also names that
/// exist only because something stands below them (RFC 4592 §2.2.2); those have no sets.
/// <code>
///  offset  octets
///   0      1       length of the name
///   1      1       flags
///   2      2       number of sets
///   4      4       where its zone stands
///   8      4       where the name stands that occludes it; at an apex: what the upper side of the cut says at this name
///  12      4       where the wildcard right below it stands
///  16      4       place of the policy, when it is steered, or index of the flattened name
///  20              the name, then the sets
/// </code>
/// Numbers are places in the same memory. 0 stands for none: what lies there is a name without anything.
/// </summary>
internal readonly struct NameEntry(byte[] octets, int at)
{
    public const int FlagsOffset = 1, SetsOffset = 2, ZoneOffset = 4, AboveOffset = 8, WildcardOffset = 12, IndexOffset = 16, HeadLength = 20;

    private readonly byte[] _octets = octets;

    /// <summary>Where it stands; the same for the same name.</summary>
    public int At { get; } = at;

    /// <summary>Whether there is such a name.</summary>
    public bool Exists => At != 0;

    /// <summary>The name, lower case, in wire form.</summary>
    public ReadOnlySpan<byte> Name => _octets.AsSpan(At + HeadLength, _octets[At]);

    /// <summary>The length of the name in wire form.</summary>
    public int NameLength => _octets[At];

    /// <summary>Where the name ends, and its sets begin.</summary>
    public int NameEnd => At + HeadLength + NameLength;

    /// <summary>The zone that holds it.</summary>
    public ZoneEntry Zone => new(_octets, Number(ZoneOffset));

    /// <summary>Whether it is the apex of a zone.</summary>
    public bool IsApex => Has(NameFlags.Apex);

    /// <summary>Whether it delegates (RFC 1034 §4.2.1).</summary>
    public bool IsCut => Has(NameFlags.Cut);

    /// <summary>Whether it is an alias.</summary>
    public bool IsAlias => Has(NameFlags.Alias);

    /// <summary>Whether what is below it is elsewhere (RFC 6672 §2).</summary>
    public bool IsRename => Has(NameFlags.Rename);

    /// <summary>Whether its addresses are chosen per client.</summary>
    public bool IsSteered => Has(NameFlags.Steered);

    /// <summary>Whether its addresses are those of another name.</summary>
    public bool IsFlattened => Has(NameFlags.Flattened);

    /// <summary>The place of the policy, when it is steered, or the index of the flattened name; a name is never both.</summary>
    public int Index => Number(IndexOffset);

    /// <summary>The highest name whose delegation or DNAME takes this name out of the zone: itself, when it delegates, or one above.</summary>
    public NameEntry Occluder => new(_octets, IsApex ? 0 : Number(AboveOffset));

    /// <summary>What the upper zone of ours says at this apex (RFC 4035 §3.1.4.1); without one, a name of this zone without anything.</summary>
    public NameEntry ParentSide => new(_octets, IsApex ? Number(AboveOffset) : 0);

    /// <summary>The wildcard right below this name (RFC 4592 §2.1.1).</summary>
    public NameEntry Wildcard => new(_octets, Number(WildcardOffset));

    /// <summary>The first set; at an apex the SOA.</summary>
    public RecordSet First => SetCount == 0 ? default : RecordSet.Read(_octets.AsSpan(NameEnd));

    private int SetCount => BinaryPrimitives.ReadUInt16LittleEndian(_octets.AsSpan(At + SetsOffset));

    /// <summary>The records of a type.</summary>
    public RecordSet Find(RecordType type)
    {
        var sets = _octets.AsSpan(NameEnd);
        for (var left = SetCount; left > 0; left--)
        {
            var head = RecordSet.HeadOf(sets);
            if (RecordSet.TypeOf(head) == type) return RecordSet.Read(sets);
            sets = sets[(RecordSet.HeadLength + RecordSet.LengthOf(head))..];
        }

        return default;
    }

    private bool Has(NameFlags flag) => ((NameFlags)_octets[At + FlagsOffset] & flag) != 0;

    private int Number(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_octets.AsSpan(At + offset));
}
