using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Answering;

/// <summary>
/// Answers TXT at <c>_why.</c> before a steered name with the trace of what the client would get there: for those who may ask,
/// and only for them it allocates. For all others such a name is like any other.
/// </summary>
internal static class WhyAnswer
{
    // One record a family, its strings the lines: only within a record is there an order.
    private const int MostOctets = 8192, LongestLine = byte.MaxValue;

    /// <returns>False: the question is an ordinary one.</returns>
    public static bool TryWrite(Snapshot snapshot, in Query query, ref AnswerWriter answer)
    {
        var label = "\u0004_why"u8;
        if (query.Name.Length <= label.Length + 1 || !LowerCase.IsSame(query.Name[..label.Length], label)) return false;
        if (!snapshot.ExplainTo!.Find(query.Source.Address, out _)) return false;
        var asked = query.Name[label.Length..];
        if (FindSteered(snapshot, new SoughtName(asked)) is not { Exists: true } entry || !DomainName.TryRead(asked, out var name)) return false;

        answer.IsAuthoritative = true;
        if (query.HasClient) answer.SubnetScope = (byte)query.Client.Length;
        var steered = new CompiledName(name, snapshot.Policies[entry.Index]);
        foreach (var isIPv4 in (ReadOnlySpan<bool>)[true, false])
        {
            if (!steered.Policy.Has(isIPv4) && !(isIPv4 && !steered.Policy.HasIPv6)) continue;
            var data = Write(Explainer.Explain(snapshot, steered, new Client(query.Client), isIPv4, query.Draw), isIPv4);
            answer.Add(Section.Answer, AnswerWriter.QuestionName(), RecordType.TXT, 0, data);
        }

        return true;
    }

    private static NameEntry FindSteered(Snapshot snapshot, in SoughtName sought)
    {
        var closest = snapshot.Names.FindClosest(sought);
        if (!closest.Exists || closest.Occluder.Exists) return default;
        var entry = closest.NameLength == sought.Length ? closest : closest.IsRename ? default : closest.Wildcard;
        return entry.Exists && entry.IsSteered ? entry : default;
    }

    private static byte[] Write(Explanation why, bool isIPv4)
    {
        var octets = new List<byte>();
        Add(octets, $"{why.Name} {(isIPv4 ? "A" : "AAAA")} for {why.Client}; version {why.Version}");
        foreach (var step in why.Steps) Add(octets, $"{new string(' ', step.Depth * 2)}{step.Sentence}");
        var answered = why.Records.IsEmpty ? why.Addresses : why.Records;
        Add(octets, $"answer: {(answered.IsEmpty ? "nothing" : string.Join(' ', answered))}; TTL {why.Ttl}, scope {why.Scope}{(why.IsFallback ? ", by fallback" : "")}");
        return [.. octets];
    }

    private static void Add(List<byte> octets, string line)
    {
        var text = Encoding.UTF8.GetBytes(line).AsSpan();
        var length = Math.Min(text.Length, LongestLine);
        while (length < text.Length && length > 0 && (text[length] & 0xC0) == 0x80) length--; // no letter is cut in two
        if (octets.Count + 1 + length > MostOctets) return;
        octets.Add((byte)length);
        octets.AddRange(text[..length]);
    }
}
