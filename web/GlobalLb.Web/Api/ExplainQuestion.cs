using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Web.Api;

/// <summary>The question of the Explain page and of the API, as texts; an explanation or a sentence comes of it.</summary>
/// <param name="Name">The name asked for.</param>
/// <param name="Type">The type; A when it is left out.</param>
/// <param name="Client">The address the query comes from.</param>
/// <param name="Subnet">Whom the resolver asks for; may be left out.</param>
/// <param name="Down">The codes of what is imagined to be down, with commas or blanks between them.</param>
internal sealed record ExplainQuestion(string? Name, string? Type, string? Client, string? Subnet = null, string? Down = null)
{
    private const int MostNames = 20;

    public (AnswerExplanation? Explanation, string? Problem) Answer(Snapshot? snapshot, ConfigurationDocument document)
    {
        if (snapshot is null) return (null, "There is no configuration yet.");
        if (!DomainName.TryParse(Name ?? "", DomainName.Root, out var asked, out var problem)) return (null, problem);
        var written = string.IsNullOrWhiteSpace(Type) ? "A" : Type.Trim().ToUpperInvariant();
        if (!RecordTypes.TryParse(written, out var type) || type == RecordType.ANY) return (null, $"'{written}' is no type that can be explained; ask for one such as A or AAAA.");
        if (!AddressText.TryParse((Client ?? "").Trim(), out var address, out problem)) return (null, problem);
        var client = new Client(ClientAddress.From(address));
        if (!string.IsNullOrWhiteSpace(Subnet))
        {
            if (!ClientSubnet.TryParse(Subnet.Trim(), out var told)) return (null, $"'{Subnet}' is no subnet; write one such as 198.51.100.0/24.");
            if (told.SourceLength > 0) client = new Client(told.Address); // RFC 7871 §7.1.2
        }

        var fault = Fault.Of((Down ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries), document, out var problems);
        if (problems.Count > 0) return (null, string.Join(" · ", problems));
        var explained = AnswerExplainer.Explain(fault.Play(snapshot, document), asked, type, client, (ulong)Random.Shared.NextInt64());
        if (explained.Code is not ("NXDOMAIN" or "REFUSED")) return (explained, null);
        var known = snapshot.SteeredNames.IsEmpty ? "none is steered yet" : $"steered are {string.Join(", ", snapshot.SteeredNames.Select(known => known.Name).Take(MostNames))}";
        return (null, $"{explained.Path[^1].Name} {explained.Path[^1].Sentence}; {known}.");
    }
}
