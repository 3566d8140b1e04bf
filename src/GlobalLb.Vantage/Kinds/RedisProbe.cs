using System.Text;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Sends PING to Redis. One that wants a password serves those who have it, so it is well; one that still loads is not.</summary>
internal sealed class RedisProbe(Dialer dialer) : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        await using var stream = await dialer.OpenAsync(target, deadline);
        await stream.WriteAsync("*1\r\n$4\r\nPING\r\n"u8.ToArray(), deadline);
        var answer = Encoding.ASCII.GetString(await BoundedReading.ReadAsync(stream, BoundedReading.HasLine, deadline));
        if (answer.Length == 0) return new Finding(false, "closed before it answered");
        if (answer.StartsWith("+PONG\r\n", StringComparison.Ordinal)) return new Finding(true, "Redis PONG");
        var word = answer[0] == '-' ? string.Concat(answer.Skip(1).TakeWhile(char.IsAsciiLetterUpper).Take(20)) : "";
        return word.Length == 0 ? new Finding(false, "no valid answer of Redis") : new Finding(word is "NOAUTH" or "NOPERM", $"Redis {word}");
    }
}
