using System.Net;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Asks one question over DNS, by UDP and again by TCP when the answer does not fit.</summary>
internal sealed class DnsProbe(Dialer dialer) : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        if (target.Probe.Question is not { } question) return Finding.Unable("a DNS probe without a question asks nothing");
        dialer.Refuse(target.Address);
        var client = new DnsClient(new IPEndPoint(target.Address, target.Port), TimeSpan.FromSeconds(target.Timing.TimeoutSeconds));
        // Resolvers are probed too, and authorities do not mind.
        var options = QueryOptions.Default with { RecursionDesired = true };
        var message = await client.Ask(question.Name, question.Type, options, deadline);
        if (message.IsTruncated) message = await client.Ask(question.Name, question.Type, options with { Transport = Transport.Tcp }, deadline);
        if (message.Code != ResponseCode.NoError) return new Finding(false, $"DNS {message.Code}");
        var values = message.Answers.Where(record => record.Type == question.Type).Select(Text).ToList();
        if (values.Count == 0) return new Finding(false, "DNS without an answer");
        return question.Answer is null || values.Contains(question.Answer, StringComparer.OrdinalIgnoreCase)
            ? new Finding(true, $"DNS {values.Count} {(values.Count == 1 ? "record" : "records")}")
            : new Finding(false, "DNS answers otherwise");
    }

    private static string Text(MessageRecord record) => record.Text;
}
