using System.CommandLine;
using System.Text.Json;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Simulating;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb explain</c>: what one client gets, and why.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The name that is asked for" };
        var type = new Argument<string>("type") { Description = "A, AAAA or another type (A)", DefaultValueFactory = _ => "A" };
        var client = new Option<string>("--client") { Description = "The address the query comes from: a resolver's (127.0.0.1)", DefaultValueFactory = _ => "127.0.0.1", HelpName = "address" };
        var subnet = new Option<string?>("--subnet") { Description = "Whom the resolver asks for, when it tells (RFC 7871)", HelpName = "prefix" };
        var down = new Option<string[]>("--down") { Description = "A region, pool or endpoint that is imagined to be down; may be repeated", HelpName = "code", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var options = new SnapshotOptions();
        var command = new DocumentedCommand(
            "explain",
            "Say what a client is answered, and why",
            [
                "globallb explain www.example.test A --client 192.0.2.1",
                "globallb explain www.example.test HTTPS --client 192.0.2.1 --places GeoLite2-City.mmdb --places GeoLite2-ASN.mmdb",
                "globallb explain www.example.test A --client 203.0.113.7 --subnet 198.51.100.0/24 --at 2026-11-01T12:30:00Z --down eu-west --json",
            ]) { name, type, client, subnet, down, json };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            if (!DomainName.TryParse(parsed.GetValue(name)!, DomainName.Root, out var asked, out var problem)) throw new NotFoundException(problem);
            if (!RecordTypes.TryParse(parsed.GetValue(type)!, out var record) || record == RecordType.ANY)
                throw new NotFoundException($"'{parsed.GetValue(type)}' is no type that can be explained; write one such as A or AAAA");
            if (!TryReadClient(parsed.GetValue(client)!, parsed.GetValue(subnet), out var from, out problem)) throw new NotFoundException(problem);
            var found = await options.ReadAsync(parsed, cancellation);
            var (snapshot, document, _) = found;
            var fault = Fault.Of(parsed.GetValue(down) ?? [], document, out var problems);
            if (problems.Count > 0) throw new NotFoundException(string.Join(Environment.NewLine, problems));
            var explained = AnswerExplainer.Explain(fault.Play(snapshot, document), asked, record, from, (ulong)Random.Shared.NextInt64());
            if (explained.Code is "NXDOMAIN" or "REFUSED")
                throw new NotFoundException($"{asked}: {explained.Path[^1].Name} {explained.Path[^1].Sentence} ({explained.Code}); steered are {string.Join(", ", snapshot.SteeredNames.Select(known => known.Name).Take(20))}");
            var failover = FailoverOf(explained, document);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Json(explained, failover, found.HealthBehind(explained)) : Format(explained, failover, found.HealthBehind(explained)));
            return ExitCode.Done;
        });
        return command;
    }

    private static bool TryReadClient(string address, string? subnet, out Client client, out string problem)
    {
        client = default;
        problem = "";
        if (!AddressText.TryParse(address, out var resolver, out var wrong))
        {
            problem = wrong;
            return false;
        }

        client = new Client(ClientAddress.From(resolver));
        if (subnet is null) return true;
        if (!ClientSubnet.TryParse(subnet, out var told))
        {
            problem = $"'{subnet}' is no subnet; write one such as 198.51.100.0/24";
            return false;
        }

        // A subnet of length 0 asks not to be told apart: the resolver's address is left (RFC 7871 §7.1.2).
        if (told.SourceLength > 0) client = new Client(told.Address);
        return true;
    }

    private static FailoverTime? FailoverOf(AnswerExplanation explained, ConfigurationDocument document)
    {
        var walked = explained.Path.Select(step => step.Name).ToHashSet();
        var name = document.Zones.SelectMany(zone => zone.SteeredNames).LastOrDefault(name => walked.Contains(name.Name.ToString()));
        return name is null || explained.Choice is null ? null : FailoverTime.Of(document, new ProbeInheritance(document), name);
    }

    private static string Json(AnswerExplanation explained, FailoverTime? failover, PastHealth? then)
    {
        var json = JsonSerializer.SerializeToNode(explained, ConfigurationJson.Options)!.AsObject();
        if (failover is not null) json["failover"] = JsonSerializer.SerializeToNode(failover, ConfigurationJson.Options);
        if (then is not null) json["then"] = JsonSerializer.SerializeToNode(then, ConfigurationJson.Options);
        return json.ToJsonString(ConfigurationJson.Options);
    }

    private static string Format(AnswerExplanation explained, FailoverTime? failover, PastHealth? then)
    {
        var choice = explained.Choice;
        List<string> lines = [$"{explained.Name} {explained.Type} for {explained.Client}"];
        lines.AddRange(explained.Answer.IsEmpty ? [$"  answer   {(explained.Code == "NOERROR" ? "an empty answer" : explained.Code)}"] : explained.Answer.Select((line, i) => $"  {(i == 0 ? "answer" : "      ")}   {line}"));
        if (choice is not null)
        {
            lines.AddRange(choice.Records.Select((record, i) => $"  {(i == 0 ? "records" : "       ")}  {record}"));
            if (!choice.Endpoints.IsEmpty) lines.Add($"  from     {string.Join(", ", choice.Endpoints)}");
            lines.Add($"  region   {choice.Region?.Value ?? "–"}{(choice.IsFallback ? ", by fallback" : "")}");
            lines.Add($"  TTL      {choice.Ttl} s: {choice.TtlReason}");
            lines.Add($"  scope    /{choice.Scope}: {choice.ScopeReason}");
        }

        if (failover is not null) lines.Add($"  failover {failover}");
        lines.Add($"  version  {explained.Version}");
        lines.Add("  why");
        lines.AddRange(explained.Path.Select(step => $"    {step.Name} {step.Sentence}"));
        foreach (var step in choice?.Steps ?? [])
        {
            var indent = new string(' ', 6 + (step.Depth * 2));
            lines.Add($"{indent}{step.Sentence}");
            if (step.Node is { } node) lines.AddRange(node.Candidates.Where(candidate => candidate.Why is not null).Select(candidate => $"{indent}  {(candidate.IsLeft ? "·" : "−")} {candidate.What}: {candidate.Why}"));
        }

        if (then is not null) lines.AddRange(Format(then));
        return string.Join(Environment.NewLine, lines);
    }

    private static IEnumerable<string> Format(PastHealth then)
    {
        yield return $"  believed at {then.At.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z";
        if (then.Held is { } held) yield return $"    held: {held}";
        foreach (var one in then.Endpoints)
        {
            var published = one.Published == one.Believed ? "" : $"; edges were told {one.Published}";
            yield return $"    {one.Endpoint} {one.Believed} since {one.Since.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z: {one.Reason} (from {one.Vantage}){published}";
            foreach (var vote in one.Votes ?? []) yield return $"      {vote.Vantage}{(vote.Probe.Length > 0 ? $", {vote.Probe}" : "")} saw {vote.Health}: {vote.Reason}{(vote.Ignored is { } why ? $" (does not count: {why})" : "")}";
        }
    }
}
