using System.Buffers.Binary;
using System.Text;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server;

/// <summary>
/// What a server says of itself in class CHAOS (RFC 4892): <c>version.bind</c>, <c>version.server</c>, <c>hostname.bind</c> and
/// <c>id.server</c>. What it is not told to say, and everything else in that class, is refused.
/// </summary>
internal sealed class ChaosNames
{
    private readonly (DomainName Name, byte[] Record)[] _known;

    /// <summary>Prepares the answers.</summary>
    public ChaosNames(ResponderOptions options)
    {
        (string Name, string? Text)[] all =
            [("version.bind", options.Version), ("version.server", options.Version), ("hostname.bind", options.HostName), ("id.server", options.HostName)];
        _known = [.. all.Where(one => one.Text is not null).Select(one => (DomainName.Parse(one.Name), Record(one.Text!)))];
    }

    /// <summary>Answers one question of class CHAOS.</summary>
    public void Answer(ReadOnlySpan<byte> name, RecordType type, ref AnswerWriter answer)
    {
        foreach (var (known, record) in _known)
        {
            if (!Ascii.EqualsIgnoreCase(known.Wire, name)) continue;
            answer.IsAuthoritative = true;
            if (type is RecordType.TXT or RecordType.ANY) answer.Add(Section.Answer, AnswerWriter.QuestionName(), record);
            return;
        }

        answer.Code = ResponseCode.Refused;
        answer.ExtendedError = ExtendedError.NotSupported;
    }

    // TTL 0: it speaks of this server alone, and the next answer may come from another one.
    private static byte[] Record(string text)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text), record = RecordWire.Write(RecordType.TXT, 0, [(byte)octets.Length, .. octets]);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(2), (ushort)RecordClass.Chaos);
        return record;
    }
}
