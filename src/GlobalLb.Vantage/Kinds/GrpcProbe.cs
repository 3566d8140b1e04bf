using System.Net.Http.Headers;
using System.Text;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>
/// Calls <c>grpc.health.v1.Health/Check</c> over HTTP/2. The request is one text and the answer one number, so their protobuf is
/// written and read here.
/// </summary>
internal sealed class GrpcProbe(Dialer dialer) : IProbe
{
    private const string Path = "/grpc.health.v1.Health/Check";
    private const int Serving = 1;

    // What ServingStatus calls its numbers.
    private static readonly string[] Statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        var called = target with { Probe = target.Probe with { Path = Path, Method = "POST" } };
        using var exchange = await Exchange.AskAsync(dialer, called, target.Probe.Tls, isHttp2: true, request => Shape(request, target), deadline);
        if (exchange.Certificate is { Passed: false } ends) return ends;
        if ((int)exchange.Response.StatusCode is not 200 and var status) return new Finding(false, $"HTTP {status}");
        await using var body = await exchange.Response.Content.ReadAsStreamAsync(deadline);
        var octets = await BoundedReading.ReadAsync(body, _ => false, deadline);

        // Sent with the head when there is no message, else after it.
        var code = Value(exchange.Response.TrailingHeaders, "grpc-status") ?? Value(exchange.Response.Headers, "grpc-status") ?? "missing";
        if (code != "0") return new Finding(false, code == "5" ? "gRPC service not known" : $"gRPC status {Printable(code)}");
        if (StatusOf(octets) is not { } found) return new Finding(false, "no valid answer of gRPC");
        return new Finding(found == Serving, $"gRPC {Statuses.ElementAtOrDefault(found) ?? $"status {found}"}", exchange.Certificate?.Warning);
    }

    private static void Shape(HttpRequestMessage request, Target target)
    {
        request.Headers.TE.ParseAdd("trailers");
        request.Content = new ByteArrayContent(Message(target.Probe.Service ?? ""));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
    }

    // Not compressed, its length, then field 1 (the service) as a text.
    private static byte[] Message(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        var length = new List<byte>();
        for (var left = name.Length; ; left >>= 7)
        {
            length.Add((byte)(left > 0x7F ? (left & 0x7F) | 0x80 : left));
            if (left <= 0x7F) break;
        }

        byte[] message = name.Length == 0 ? [] : [0x0A, .. length, .. name];
        return [0, (byte)(message.Length >> 24), (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];
    }

    // Field 1 (the status) as a number; a message without it means 0.
    private static int? StatusOf(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 5 || octets[0] != 0) return null;
        var message = octets[5..];
        return message switch
        {
            [] => 0,
            [0x08, < 0x80 and var status] => status,
            _ => null,
        };
    }

    private static string? Value(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Printable(string code) => code.Length <= 8 && code.All(char.IsAsciiLetterOrDigit) ? code : "unreadable";
}
