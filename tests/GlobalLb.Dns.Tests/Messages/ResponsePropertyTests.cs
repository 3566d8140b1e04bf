using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Messages;

/// <summary>Whole responses: any records in any sections, their owners pointers to what stands before them, and every option.</summary>
public sealed class ResponsePropertyTests
{
    private static readonly byte[] Nsid = [.. "edge-1"u8];
    private static readonly Source Client = new(ClientAddress.Read([192, 0, 2, 1]), Transport.Tcp);

    private static Gen<Writing> Writings =>
        from section in Gen.Elements(Section.Answer, Section.Authority, Section.Additional)
        from record in Some.Records.Generator
        from ttl in Gen.OneOf(Gen.Choose(0, int.MaxValue), Gen.Choose(0, 255))
        from way in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        from owner in Gen.Choose(0, 1_000)
        select new Writing(section, record.Type, (uint)ttl, record.Octets, (Way)way, way == (int)Way.AsSet ? count : 1, owner);

    private static Gen<(Writing[] Writings, QueryOptions Query, byte Scope, int Bits)> Responses =>
        from length in Gen.Choose(0, 8)
        from writings in Gen.ArrayOf(Writings, length)
        from bits in Gen.Choose(0, (1 << 12) - 1)
        from cookie in Some.Bytes(8, 8)
        from scope in Gen.Choose(0, 128)
        from octets in Gen.Elements(4, 16).SelectMany(count => Some.Bytes(count, count))
        from source in Gen.Choose(0, octets.Length * 8)
        select (writings.OrderBy(writing => writing.Section).ToArray(), new QueryOptions
        {
            UdpSize = (bits & 1) != 0 ? (ushort)1232 : null,
            DnssecOk = (bits & 2) != 0,
            AsksNsid = (bits & 4) != 0,
            RecursionDesired = (bits & 8) != 0,
            Cookie = (bits & 16) != 0 ? cookie : default(ReadOnlyMemory<byte>),
            Subnet = (bits & 32) != 0 ? new ClientSubnet(ClientAddress.Read(octets).Masked(source), (byte)source) : null,
        }, (byte)scope, bits);

    [Fact]
    public void What_is_written_as_a_response_is_read_as_the_same() =>
        Prop.ForAll(Some.Names, Responses.ToArbitrary(), (question, response) =>
        {
            var (writings, query, scope, bits) = response;
            var authority = new Writer(question, writings) { Scope = scope, Bits = bits };
            var octets = new byte[ushort.MaxValue];
            var request = QueryWriter.Write((ushort)bits, question, RecordType.MX, query);
            var length = new Responder(authority, new ResponderOptions { Nsid = "edge-1" }).Respond(request, Client, octets);
            Assert.True(Message.TryRead(octets.AsSpan(0, length), out var read));

            Assert.Equal(((ushort)bits, true, (byte)0, authority.Code), (read.Id, read.IsResponse, read.Opcode, read.Code));
            Assert.Equal((authority.IsAuthoritative, authority.IsTruncated, query.RecursionDesired, false), (read.IsAuthoritative, read.IsTruncated, read.IsRecursionDesired, read.IsRecursionAvailable));
            Assert.Equal(RecordType.MX, read.QuestionType);
            Assert.True(read.QuestionName!.Wire.SequenceEqual(question.Wire), "the case of the name");
            Assert.Equal(authority.Expected(Section.Answer), read.Answers.Select(Line));
            Assert.Equal(authority.Expected(Section.Authority), read.Authorities.Select(Line));
            Assert.Equal(authority.Expected(Section.Additional), read.Additionals.Select(Line));
            AssertOptions(query, authority, read.Edns);
        }).QuickCheckThrowOnFailure();

    private static void AssertOptions(QueryOptions query, Writer authority, MessageEdns? edns)
    {
        Assert.Equal(query.UdpSize is null, edns is null);
        if (edns is null) return;
        var scope = query.Subnet is { SourceLength: > 0 } subnet ? Math.Min(authority.Scope, (byte)subnet.Address.Length) : (byte)0;
        Assert.Equal(new MessageEdns(1232, 0, query.DnssecOk, query.Subnet, scope), edns with { Cookie = null, Nsid = null, ExtendedError = null });
        Assert.Equal(authority.Why, edns.ExtendedError);
        Assert.Equal(query.AsksNsid ? Nsid : null, edns.Nsid?.ToArray());
        Assert.Equal(query.Cookie.IsEmpty ? null : 24, edns.Cookie?.Length);
        if (edns.Cookie is { } cookie) Assert.True(cookie.Span.StartsWith(query.Cookie.Span), "the client's part of the cookie");
    }

    private static string Line(MessageRecord record) => Line(record.Name, record.Type, record.Ttl, record.Octets.Span);

    private static string Line(DomainName owner, RecordType type, uint ttl, ReadOnlySpan<byte> data) =>
        $"{Convert.ToHexString(owner.Wire)} {ttl} {type} {Convert.ToHexString(data)}";

    private enum Way
    {
        AsRecord,
        AsParts,
        AsSet,
    }

    private sealed record Writing(Section Section, RecordType Type, uint Ttl, byte[] Data, Way Way, int Count, int Owner);

    /// <summary>Writes what it is told, and remembers what must be read.</summary>
    private sealed class Writer(DomainName question, Writing[] writings) : IAuthority
    {
        private readonly List<(Section Section, string Line)> _expected = [];

        public required byte Scope { get; init; }

        public required int Bits { get; init; }

        public bool IsAuthoritative => (Bits & 64) != 0;

        public bool IsTruncated => (Bits & 128) != 0;

        public ResponseCode Code => (ResponseCode)(Bits >> 8 & 3);

        public ExtendedError? Why => (Bits & 1024) != 0 ? ExtendedError.NotReady : null;

        public IEnumerable<string> Expected(Section section) => _expected.Where(one => one.Section == section).Select(one => one.Line);

        public void Answer(in Query query, ref AnswerWriter answer)
        {
            answer.IsAuthoritative = IsAuthoritative;
            answer.Code = Code;
            answer.ExtendedError = Why;
            answer.SubnetScope = Math.Min(Scope, (byte)(query.Subnet?.Address.Length ?? 0));

            // Every ancestor of the question can own a record, and so can a name that the data of an earlier one begins with.
            var owners = new List<(int Offset, DomainName Name)>();
            for (var name = question; ; name = name.Parent)
            {
                owners.Add((AnswerWriter.QuestionName(question.Wire.Length - name.Wire.Length), name));
                if (name.IsRoot) break;
            }

            foreach (var writing in writings)
            {
                var (offset, owner) = owners[writing.Owner % owners.Count];
                var data = Write(writing, offset, ref answer);
                if (writing.Type is RecordType.NS or RecordType.CNAME or RecordType.DNAME or RecordType.PTR && DomainName.TryRead(writing.Data, out var target)) owners.Add((data, target));
                for (var i = 0; i < writing.Count; i++) _expected.Add((writing.Section, Line(owner, writing.Type, writing.Ttl, writing.Data)));
            }

            if (IsTruncated) answer.Truncate();
        }

        // Where its data is, that of the first one of a set.
        private static int Write(Writing writing, int owner, ref AnswerWriter answer)
        {
            const int Head = 12;
            var record = RecordWire.Write(writing.Type, writing.Ttl, writing.Data);
            if (writing.Way == Way.AsRecord) return answer.Add(writing.Section, owner, record);
            if (writing.Way == Way.AsParts) return answer.Add(writing.Section, owner, writing.Type, writing.Ttl, writing.Data);
            var pointer = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(pointer, (ushort)(0xC000 | AnswerWriter.QuestionName()));
            return answer.AddSet(writing.Section, owner, writing.Count, [.. Enumerable.Repeat((byte[])[.. pointer, .. record], writing.Count).SelectMany(octets => octets)]) + Head;
        }
    }
}
