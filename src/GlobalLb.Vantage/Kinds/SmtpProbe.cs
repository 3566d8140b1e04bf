using System.Text;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Waits for the greeting of a mail server (RFC 5321 §4.3.1), and takes its leave.</summary>
internal sealed class SmtpProbe(Dialer dialer) : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        await using var stream = await dialer.OpenAsync(target, deadline);
        var greeting = Encoding.ASCII.GetString(await BoundedReading.ReadAsync(stream, BoundedReading.HasLine, deadline));
        var code = greeting.Length >= 4 && greeting[..3].All(char.IsAsciiDigit) && greeting[3] is ' ' or '-' ? greeting[..3] : null;
        if (code is null) return new Finding(false, greeting.Length == 0 ? "closed before it answered" : "no valid greeting of SMTP");
        if (code == "220") await stream.WriteAsync("QUIT\r\n"u8.ToArray(), deadline);
        return new Finding(code == "220", $"SMTP {code}");
    }
}
