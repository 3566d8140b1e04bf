using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>An authority for example.com whose answers depend on the first label alone.</summary>
internal sealed class ExampleAuthority : IAuthority
{
    private static readonly byte[] Zone = DomainName.Parse("example.com").Wire.ToArray();
    private static readonly byte[] Address = RecordWire.Write(RecordType.A, 60, [192, 0, 2, 1]);
    private static readonly byte[] Alias = RecordWire.Write(RecordType.CNAME, 60, Some.Data(RecordType.CNAME, new string('c', 60) + "." + new string('d', 60) + ".example.com."));
    private static readonly byte[] Text = RecordWire.Write(RecordType.TXT, 60, Some.Data(RecordType.TXT, new string('x', 200)));
    private static readonly byte[] Soa = RecordWire.Write(RecordType.SOA, 300, Some.Data(RecordType.SOA, "ns1.example.com. h.example.com. 1 2 3 4 5"));

    public static DomainName Www { get; } = DomainName.Parse("www.example.com");

    public void Answer(in Query query, ref AnswerWriter answer)
    {
        var first = query.Name.Slice(1, query.Name[0]);
        if (query.Name[(first.Length + 1)..] is var zone && !zone.SequenceEqual(Zone))
        {
            answer.Code = ResponseCode.Refused;
            answer.ExtendedError = ExtendedError.NotAuthoritative;
            return;
        }

        answer.IsAuthoritative = true;
        var owner = AnswerWriter.QuestionName();
        if (first.SequenceEqual("www"u8) || first.SequenceEqual("WwW"u8))
        {
            answer.Add(Section.Answer, owner, Address);
            answer.SubnetScope = (byte)(query.Subnet is null ? 0 : 20);
        }
        else if (first.SequenceEqual("large"u8))
        {
            for (var i = 0; i < 20; i++) answer.Add(Section.Answer, owner, Text);
        }
        else if (first.SequenceEqual("many"u8) || first.SequenceEqual("some"u8))
        {
            answer.IsSelection = first.SequenceEqual("some"u8);
            for (var i = 0; i < 20; i++) answer.Add(Section.Answer, owner, Address);
            answer.Add(Section.Additional, owner, Address);
        }
        else if (first.SequenceEqual("alias"u8))
        {
            var target = answer.Add(Section.Answer, owner, Alias);
            answer.Add(Section.Answer, target, Address);
            answer.Add(Section.Answer, target, Address);
        }
        else if (first.SequenceEqual("huge"u8))
        {
            for (var i = 0; i < 400; i++) answer.Add(Section.Answer, owner, Text);
        }
        else if (first.SequenceEqual("draw"u8))
        {
            Span<byte> draw = stackalloc byte[8];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(draw, query.Draw);
            answer.Add(Section.Answer, owner, (RecordType)65280, 0, draw);
        }
        else if (first.SequenceEqual("glue"u8))
        {
            answer.Truncate();
        }
        else if (first.SequenceEqual("code"u8))
        {
            answer.Code = (ResponseCode)23;
        }
        else if (first.SequenceEqual("throw"u8))
        {
            answer.Add(Section.Answer, owner, Address);
            throw new InvalidOperationException("an authority must not throw, but this one does");
        }
        else
        {
            answer.Code = ResponseCode.NoSuchName;
            answer.Add(Section.Authority, AnswerWriter.QuestionName(first.Length + 1), Soa);
        }
    }
}
