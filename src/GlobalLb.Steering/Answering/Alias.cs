using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Follows a CNAME (RFC 1034 §3.6.2).</summary>
internal static class Alias
{
    /// <summary>Writes the alias; true when the answer goes on with its target, which <paramref name="name"/> is then.</summary>
    public static bool Follow(NameEntry node, in SoughtName sought, ref WrittenName name, ref AliasChain chain, ref AnswerWriter answer)
    {
        // A circle ends where it would begin again; so does a chain that is too long. Both are left to the resolver.
        if (!chain.TryAdd(sought.Hash)) return false;
        var alias = node.Find(RecordType.CNAME);
        var at = answer.AddSet(Section.Answer, name.Offset, 1, alias.Records[..RecordSet.LengthOfFirst(alias.Records)]);
        if (at < 0) return false;
        name = new WrittenName(at + RecordSet.DataOffset, alias.FirstData.Length);
        return true;
    }
}
