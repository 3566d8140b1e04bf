using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Api;

/// <summary>The question of the Explain page and of the API: texts in, an explanation or a sentence out.</summary>
internal static class ExplainQuestion
{
    public static (Explanation? Explanation, string? Problem) Answer(LiveState state, string? name, string? type, string? client)
    {
        if (state.Snapshot is not { } snapshot) return (null, "There is no configuration yet.");
        if (!DomainName.TryParse(name ?? "", DomainName.Root, out var asked, out var problem)) return (null, problem);
        if ((type ?? "A").ToUpperInvariant() is not ("A" or "AAAA") and var other) return (null, $"'{other}' is not explained; ask for A or AAAA.");
        if (!AddressText.TryParse((client ?? "").Trim(), out var address, out problem)) return (null, problem);
        var isIPv4 = !string.Equals(type, "AAAA", StringComparison.OrdinalIgnoreCase);
        var explanation = Explainer.Explain(snapshot, asked, new Client(ClientAddress.From(address)), isIPv4, (ulong)Random.Shared.NextInt64());
        if (explanation is not null) return (explanation, null);
        var known = snapshot.SteeredNames.IsEmpty ? "none yet" : string.Join(", ", snapshot.SteeredNames.Select(known => known.Name));
        return (null, $"{asked} is no steered name; there are {known}.");
    }
}
