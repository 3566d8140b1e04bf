using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Alerting;

/// <summary>Hands mail to a server by SMTP (RFC 5321), over TLS by STARTTLS (RFC 3207) or from the beginning, signing in if it is told to (RFC 4954).</summary>
internal sealed class MailDrop(OutgoingLine line)
{
    /// <summary>The most lines of one answer, and the most octets of all of them.</summary>
    private const int MostLines = 100, MostOctets = 16_384;

    /// <returns>Why it was not taken for all it is to; null: it was.</returns>
    /// <exception cref="AlertException">It was not taken.</exception>
    public async Task<string?> SendAsync(AlertReceiver receiver, string? password, string mail, CancellationToken deadline)
    {
        var stream = await line.ConnectAsync(receiver.Server!, receiver.Port, deadline);
        try
        {
            if (receiver.Security == MailSecurity.Implicit) stream = await line.SecureAsync(stream, receiver.Server!, deadline);
            await ExpectAsync(stream, '2', "the greeting", deadline);
            var offers = await HelloAsync(stream, deadline);
            if (receiver.Security == MailSecurity.StartTls)
            {
                if (!offers.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase)) throw new AlertException("the server offers no STARTTLS", mayHeal: true);
                await AskAsync(stream, "STARTTLS", '2', "STARTTLS", deadline);
                stream = await line.SecureAsync(stream, receiver.Server!, deadline);
                offers = await HelloAsync(stream, deadline); // what was said before counts no longer (RFC 3207 §4.2)
            }

            if (password is not null) await SignInAsync(stream, receiver.User!, password, offers, deadline);
            await AskAsync(stream, $"MAIL FROM:<{receiver.From}>", '2', "the sender", deadline);
            var refused = await AddressAsync(stream, receiver.To, deadline);
            await AskAsync(stream, "DATA", '3', "DATA", deadline);
            // A line that begins with a dot would have to get another (RFC 5321 §4.5.2); none does.
            await AskAsync(stream, $"{mail}.", '2', "the mail", deadline);
            await LeaveAsync(stream, deadline);
            return refused;
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private static async Task<List<string>> HelloAsync(Stream stream, CancellationToken deadline)
    {
        // A name that is no domain name is refused by some servers; an address in brackets always is one (RFC 5321 §4.1.3).
        var name = System.Net.Dns.GetHostName();
        var isFull = name.Contains('.', StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
        return await AskAsync(stream, $"EHLO {(isFull ? name : $"[{IPAddress.Loopback}]")}", '2', "EHLO", deadline);
    }

    private static async Task SignInAsync(Stream stream, string user, string password, List<string> offers, CancellationToken deadline)
    {
        var ways = offers.FirstOrDefault(offer => offer.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.Split(' ') ?? [];
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            await AskAsync(stream, $"AUTH PLAIN {Base64($"\0{user}\0{password}")}", '2', "signing in", deadline);
        }
        else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            await AskAsync(stream, "AUTH LOGIN", '3', "signing in", deadline);
            await AskAsync(stream, Base64(user), '3', "signing in", deadline);
            await AskAsync(stream, Base64(password), '2', "signing in", deadline);
        }
        else
        {
            throw new AlertException("the server offers neither PLAIN nor LOGIN to sign in", mayHeal: true);
        }
    }

    // Somebody who is there no longer keeps it from nobody else; whom the server may take later is waited for, since nothing is sent yet.
    private static async Task<string?> AddressAsync(Stream stream, ImmutableArray<string> addresses, CancellationToken deadline)
    {
        var refused = new List<AlertException>();
        foreach (var to in addresses)
        {
            try
            {
                await AskAsync(stream, $"RCPT TO:<{to}>", '2', to, deadline);
            }
            catch (AlertException failure) when (!failure.MayHeal)
            {
                refused.Add(failure);
            }
        }

        return refused.Count == 0 ? null : refused.Count < addresses.Length ? string.Join(", ", refused.Select(failure => failure.Message)) : throw refused[0];
    }

    // The mail is taken: what comes of this is nobody's concern, least of all of who would get it twice.
    private static async Task LeaveAsync(Stream stream, CancellationToken deadline)
    {
        try
        {
            await stream.WriteAsync("QUIT\r\n"u8.ToArray(), deadline);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return;
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<List<string>> AskAsync(Stream stream, string command, char expected, string what, CancellationToken deadline)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{command}\r\n"), deadline);
        return await ExpectAsync(stream, expected, what, deadline);
    }

    // The lines of one answer, without their code. What a server says besides may be anything, so the code alone is told.
    private static async Task<List<string>> ExpectAsync(Stream stream, char expected, string what, CancellationToken deadline)
    {
        var lines = new List<string>();
        var octets = 0;
        while (lines.Count < MostLines)
        {
            var text = new StringBuilder();
            var one = new byte[1];
            while (text.Length == 0 || text[^1] != '\n')
            {
                if (octets++ > MostOctets) throw new AlertException("the server talks too much", mayHeal: true);
                if (await stream.ReadAsync(one, deadline) == 0) throw new AlertException($"the server closed before it answered to {what}", mayHeal: true);
                text.Append((char)one[0]);
            }

            var said = text.ToString().TrimEnd('\r', '\n');
            if (said.Length < 3 || !said[..3].All(char.IsAsciiDigit)) throw new AlertException("the server speaks no SMTP", mayHeal: true);
            lines.Add(said.Length > 4 ? said[4..] : "");
            if (said.Length > 3 && said[3] == '-') continue;
            if (said[0] == expected) return lines;
            throw new AlertException(string.Create(CultureInfo.InvariantCulture, $"SMTP {said[..3]} to {what}"), mayHeal: said[0] != '5');
        }

        throw new AlertException("the server talks too much", mayHeal: true);
    }
}
