using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>Says that there is nothing: the SOA record, by which a resolver knows how long to remember that (RFC 2308 §2, §3).</summary>
internal static class Denial
{
    /// <param name="zone">The zone that has nothing; at the end of a chain of aliases the last one (RFC 6604 §2.1).</param>
    /// <param name="name">The name it has nothing at.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(ZoneEntry zone, WrittenName name, ref AnswerWriter answer) =>
        answer.AddSet(Section.Authority, name.Suffix(zone.ApexLength), 1, zone.NegativeAuthority);
}
