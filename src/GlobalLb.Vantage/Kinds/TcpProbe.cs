using System.Text;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Opens a TCP connection, says something and waits for something if it is told to, and closes it.</summary>
internal sealed class TcpProbe(Dialer dialer) : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        await using var stream = await dialer.OpenAsync(target, deadline);
        if (target.Probe.Send is { } send) await stream.WriteAsync(Encoding.UTF8.GetBytes(send), deadline);
        if (target.Probe.Expect is not { } expect) return new Finding(true, "connected");

        var expected = Encoding.UTF8.GetBytes(expect);
        var read = await BoundedReading.ReadAsync(stream, octets => octets.IndexOf(expected) >= 0, deadline);
        return read.AsSpan().IndexOf(expected) >= 0
            ? new Finding(true, "answered as expected")
            : new Finding(false, read.Length == 0 ? "closed before it answered" : "its answer is not what is expected");
    }
}
