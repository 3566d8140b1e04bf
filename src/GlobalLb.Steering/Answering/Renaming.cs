using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Follows a DNAME (RFC 6672 §3.2): everything below its owner is below its target instead. The answer has the DNAME, once, and
/// the CNAME that it comes to for the name asked.
/// </summary>
internal static class Renaming
{
    private const RecordType DNAME = (RecordType)39;

    /// <summary>Writes both; true when the answer goes on with the new name, which <paramref name="name"/> is then.</summary>
    [SkipLocalsInit]
    public static bool Follow(NameEntry owner, in SoughtName sought, ref WrittenName name, ref AliasChain chain, ref AnswerWriter answer)
    {
        if (!chain.TryAdd(sought.Hash)) return false;
        var rename = owner.Find(DNAME);
        var record = rename.Records[..RecordSet.LengthOfFirst(rename.Records)];
        if (chain.TryAddRename(owner.At) && answer.AddSet(Section.Answer, name.Suffix(owner.NameLength), 1, record) < 0) return false;

        var target = rename.FirstData;
        var below = name.Length - owner.NameLength;
        if (below + target.Length > DomainName.MaxWireLength)
        {
            answer.Code = ResponseCode.NameTooLong;
            return false;
        }

        Span<byte> renamed = stackalloc byte[DomainName.MaxWireLength];
        answer.Written(name.Offset, below).CopyTo(renamed); // in the case it was asked with
        target.CopyTo(renamed[below..]);
        var length = below + target.Length;
        const int TtlOffset = 6;
        var at = answer.Add(Section.Answer, name.Offset, RecordType.CNAME, BinaryPrimitives.ReadUInt32BigEndian(record[TtlOffset..]), renamed[..length]);
        if (at < 0) return false;
        name = new WrittenName(at, length);
        return true;
    }
}
