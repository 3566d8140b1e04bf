using System.Buffers.Binary;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server;

/// <summary>How many times the octets of its request a response may have when the request may be forged.</summary>
internal static class Amplification
{
    /// <summary>Of anything: a hard limit, with TC beyond it.</summary>
    public const int Most = 10;

    /// <summary>Of addresses after the first one.</summary>
    public const int MostOfAddresses = 3;

    /// <summary>Whether a question is one for addresses.</summary>
    public static bool IsForAddresses(RecordType type) => type is RecordType.A or RecordType.AAAA;

    /// <summary>Takes addresses back until what is left has at most <paramref name="limit"/> octets or is one address.</summary>
    /// <param name="message">The response.</param>
    /// <param name="at">Where its answer section begins; owners there are compression pointers.</param>
    /// <param name="limit">Where it should end.</param>
    /// <param name="answer">What wrote it.</param>
    public static void CutAddresses(ReadOnlySpan<byte> message, int at, int limit, ref AnswerWriter answer)
    {
        const int PointerLength = 2, HeadLength = 10;
        for (int i = 0, addresses = 0; i < answer.AnswerCount; i++)
        {
            var record = message[(at + PointerLength)..];
            var end = at + PointerLength + HeadLength + BinaryPrimitives.ReadUInt16BigEndian(record[8..]);
            if (IsForAddresses((RecordType)BinaryPrimitives.ReadUInt16BigEndian(record)) && ++addresses > 1 && end > limit)
            {
                answer.Cut(at, i);
                return;
            }

            at = end;
        }
    }
}
