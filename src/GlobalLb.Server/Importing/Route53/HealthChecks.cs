using System.Globalization;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Route53;

/// <summary>The health checks of Route 53, as probes.</summary>
/// <param name="written">What <c>aws route53 list-health-checks</c> printed; null: not known.</param>
/// <param name="draft">Hears what cannot be carried over.</param>
internal sealed class HealthChecks(WrittenMap? written, ImportDraft draft)
{
    private readonly Dictionary<string, WrittenMap> _checks = ((written?.Find("HealthChecks") as WrittenList)?.Items ?? []).OfType<WrittenMap>()
        .Where(check => check.Find("Id") is WrittenText && check.Find("HealthCheckConfig") is WrittenMap)
        .GroupBy(check => ((WrittenText)check.Find("Id")!).Text, StringComparer.Ordinal)
        .ToDictionary(check => check.Key, check => (WrittenMap)check.First().Find("HealthCheckConfig")!, StringComparer.Ordinal);

    /// <summary>How the endpoints of several sets are checked: one probe for all of them.</summary>
    /// <returns>Null when they are not checked.</returns>
    public Probe? Of(IReadOnlyList<RecordSet> sets)
    {
        var probes = sets.Where(set => set.HealthCheck is not null).Select(set => (Set: set, Probe: Find(set))).Where(each => each.Probe is not null).ToList();
        foreach (var other in probes.Where(each => each.Probe != probes[0].Probe))
            draft.Note(other.Set.At, $"the health check {other.Set.HealthCheck} is another than that of the other addresses of its pool, which are probed as {probes[0].Set.HealthCheck} says");
        foreach (var unchecked_ in sets.Where(set => set.HealthCheck is null && probes.Count > 0))
            draft.Note(unchecked_.At, $"the addresses of '{unchecked_.Label}' had no health check; in their pool they are probed as {probes[0].Set.HealthCheck} says");
        return probes.Count > 0 ? probes[0].Probe : null;
    }

    private Probe? Find(RecordSet set)
    {
        if (!_checks.TryGetValue(set.HealthCheck!, out var check))
        {
            draft.Note(set.At, $"the health check {set.HealthCheck} is not known, so its addresses are not probed; name the file that 'aws route53 list-health-checks' prints with --health-checks");
            return null;
        }

        var type = check.Text("Type") ?? "";
        ProbeKind? kind = type switch
        {
            "HTTP" or "HTTP_STR_MATCH" => ProbeKind.Http,
            "HTTPS" or "HTTPS_STR_MATCH" => ProbeKind.Https,
            "TCP" => ProbeKind.Tcp,
            _ => null,
        };
        if (kind is null)
        {
            draft.Note(check.At, $"the health check {set.HealthCheck} of type {type} has no equal here; its addresses are not probed until you give their pools a probe");
            return null;
        }

        if (type.EndsWith("STR_MATCH", StringComparison.Ordinal)) draft.Note(check.At, $"the health check {set.HealthCheck} looks for a text in the body; here only the status counts");
        if (check.Text("Inverted") == "true") draft.Note(check.At, $"the health check {set.HealthCheck} is inverted; here it is not");
        if (check.Find("IPAddress").Address() is { } address && !set.Values.Contains(address.ToString()))
            draft.Note(check.At, $"the health check {set.HealthCheck} asks {address}; here the addresses that are answered are asked themselves");
        var port = Number(check, "Port", kind == ProbeKind.Https ? 443 : 80);
        var probe = new Probe
        {
            Kind = kind.Value,
            Port = port,
            IntervalSeconds = Number(check, "RequestInterval", 30),
            TimeoutSeconds = 4,
            Rise = Math.Clamp(Number(check, "FailureThreshold", 3), 1, 100),
            Fall = Math.Clamp(Number(check, "FailureThreshold", 3), 1, 100),
        };
        return kind == ProbeKind.Tcp ? probe : probe with { Host = check.Text("FullyQualifiedDomainName"), Path = check.Text("ResourcePath") ?? "/" };
    }

    private static int Number(WrittenMap map, string name, int otherwise) =>
        int.TryParse(map.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
