using System.CommandLine;
using System.Net;
using System.Text.Json;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb explain</c>: what one client gets, and why.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "A steered name" };
        var type = new Argument<string>("type") { Description = "A or AAAA", DefaultValueFactory = _ => "A" };
        type.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "A", "AAAA");
        var client = new Option<string>("--client") { Description = "The client's address, as a resolver would tell it (127.0.0.1)", DefaultValueFactory = _ => "127.0.0.1" };
        var version = new Option<long?>("--version-number") { Description = "Ask this version of the configuration instead of the newest" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "explain",
            "Say what a client is answered, and why",
            ["globallb explain www.example.test A --client 192.0.2.1"]) { name, type, client, version, json };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            if (!DomainName.TryParse(parsed.GetValue(name)!, DomainName.Root, out var asked, out var problem)) throw new NotFoundException(problem);
            if (!IPAddress.TryParse(parsed.GetValue(client), out var address)) throw new NotFoundException($"'{parsed.GetValue(client)}' is no IP address");
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var (snapshot, _) = await LiveSnapshot.ReadAsync(store, parsed.GetValue(version), cancellation);
            var isIPv4 = parsed.GetValue(type)!.Equals("A", StringComparison.OrdinalIgnoreCase);
            var explanation = Explainer.Explain(snapshot, asked, new Client(ClientAddress.From(address)), isIPv4, (ulong)Random.Shared.NextInt64())
                ?? throw new NotFoundException($"{asked} is no steered name; there are {string.Join(", ", snapshot.SteeredNames.Select(known => known.Name))}");
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(explanation, ConfigurationJson.Options) : Format(explanation));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Format(Explanation explanation)
    {
        var answer = explanation.Endpoints.IsEmpty
            ? "an empty answer"
            : string.Join(", ", explanation.Endpoints.Zip(explanation.Addresses, (endpoint, address) => $"{address} ({endpoint})"));
        return string.Join(Environment.NewLine,
        [
            $"{explanation.Name} for {explanation.Client}",
            $"  answer   {answer}{(explanation.IsFallback ? ", by fallback" : "")}",
            $"  region   {explanation.Region?.Value ?? "–"}",
            $"  TTL      {explanation.Ttl} s, scope /{explanation.Scope}, version {explanation.Version}",
            "  why",
            .. explanation.Steps.Select(step => $"    {new string(' ', step.Depth * 2)}{step.Sentence}"),
        ]);
    }
}
