using System.Text.RegularExpressions;

namespace GlobalLb.Web.Parts;

/// <summary>The page on which a field of the configuration is edited, by the path that problems and lints have.</summary>
internal static partial class PathAddress
{
    /// <summary>The page's address; null: no page is about it.</summary>
    public static string? Find(string path)
    {
        if (path.StartsWith("probeDefaults", StringComparison.Ordinal)) return "/probe-defaults";
        var match = Thing().Match(path);
        var key = match.Groups["key"].Value;
        return match.Groups["kind"].Value switch
        {
            "zones" => $"/zones/{key.TrimEnd('.')}?tab={match.Groups["part"].Value switch { "records" => "records", "authority" => "authority", "probeDefaults" => "probes", _ => "steered" }}",
            "expectations" => $"/expectations?edit={key}",
            "vantages" or "maintenance" => $"/{match.Groups["kind"].Value}?edit={Uri.EscapeDataString(key)}",
            "places" => "/places",
            "" => path.StartsWith("safety.", StringComparison.Ordinal) ? "/safety" : null,
            var kind => $"/{kind}/{key}",
        };
    }

    [GeneratedRegex(@"^(?<kind>zones|policies|pools|regions|expectations|places|vantages|maintenance)\[(?<key>[^\]]+)\](?:\.(?<part>\w+))?")]
    private static partial Regex Thing();
}
