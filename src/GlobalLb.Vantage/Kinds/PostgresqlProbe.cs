using System.Buffers.Binary;
using System.Text;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>
/// Asks a PostgreSQL for a session and looks at its first answer: whoever is asked to sign in, or is refused by name, has met a
/// server that takes sessions. One that starts, stops, recovers or is full says so by its error code.
/// </summary>
internal sealed class PostgresqlProbe(Dialer dialer) : IProbe
{
    private const int Version3 = 3 << 16;

    private static readonly byte[] Terminate = [(byte)'X', 0, 0, 0, 4];

    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        await using var stream = await dialer.OpenAsync(target, deadline);
        await stream.WriteAsync(Startup(), deadline);
        var answer = await BoundedReading.ReadAsync(stream, IsWhole, deadline);
        if (answer.Length == 0) return new Finding(false, "closed before it answered");
        if (!IsWhole(answer)) return new Finding(false, "no valid answer of PostgreSQL");
        if (answer[0] != 'E')
        {
            await stream.WriteAsync(Terminate, deadline);
            return new Finding(true, "PostgreSQL takes sessions");
        }

        var code = Code(answer);
        // 57P01–57P03: it goes down, or cannot take sessions now; 53…: it is out of sessions, memory or disk; XX…: it is broken.
        return code.StartsWith("57P", StringComparison.Ordinal) || code.StartsWith("53", StringComparison.Ordinal) || code.StartsWith("XX", StringComparison.Ordinal) || code.Length == 0
            ? new Finding(false, code.Length == 0 ? "no valid answer of PostgreSQL" : $"PostgreSQL error {code}")
            : new Finding(true, "PostgreSQL takes sessions");
    }

    private static byte[] Startup()
    {
        var parameters = "user\0globallb-probe\0database\0postgres\0application_name\0GlobalLb-probe\0\0"u8;
        var message = new byte[8 + parameters.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), Version3);
        parameters.CopyTo(message.AsSpan(8));
        return message;
    }

    private static bool IsWhole(ReadOnlySpan<byte> octets) =>
        octets is [(byte)'R' or (byte)'E' or (byte)'v', _, _, _, _, ..] && BinaryPrimitives.ReadInt32BigEndian(octets[1..]) is >= 4 and < 60_000 and var length && octets.Length >= length + 1;

    // Fields of a letter and a text each; C is the code.
    private static string Code(byte[] answer)
    {
        foreach (var field in Encoding.Latin1.GetString(answer, 5, answer.Length - 5).Split('\0'))
            if (field.Length == 6 && field[0] == 'C' && field.AsSpan(1).IndexOfAnyExceptInRange('0', 'Z') < 0) return field[1..];
        return "";
    }
}
