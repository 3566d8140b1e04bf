using System.Buffers.Binary;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server.Cookies;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server;

/// <summary>A request as far as it could be read: what an answer or a refusal needs of it.</summary>
/// <remarks>
/// What is refused is refused for the first of these reasons (RFC 8906 §3). Where NSD 4.6, Knot DNS 3.2 and BIND 9.18 agree, so do we:
/// <code>
/// another opcode, NOTIFY and UPDATE too   NOTIMP, a header alone    NSD, BIND: the same
/// two questions or more                   FORMERR, a header alone   NSD, BIND: the same
/// a question that cannot be read          FORMERR, a header alone
/// records that cannot be read             FORMERR
/// a second OPT; one outside its section   FORMERR                   all three: the same
/// an OPT that the root does not own       FORMERR                   NSD, BIND: the same; Knot answers
/// an EDNS version above 0                 BADVERS, whatever its options are: they may mean something else there
/// options that cannot be read             FORMERR                   all three: the same
/// a cookie of a wrong length              FORMERR (RFC 7873 §5.2.2) BIND: the same; the others know no cookies unless told to
/// a malformed client subnet, or a second  FORMERR (RFC 7871 §6) BIND: the same, but it ignores a second one
/// no question, and no cookie              FORMERR                   Knot, BIND: the same
/// a class but IN, CH and ANY              REFUSED                   NSD, Knot: the same
/// AXFR, IXFR                              REFUSED                   all refuse, with NOTIMP or NOTAUTH
/// </code>
/// Other types that exist in no zone (OPT, TKEY, TSIG, MAILA, MAILB …) are asked for like any other: there is no data. So do NSD
/// and Knot; BIND says FORMERR or NOTIMP. Class ANY is answered as IN, without authority (RFC 1035 §6.2), as NSD does.
/// </remarks>
internal ref struct Request
{
    private const int TailLength = 4; // type and class of a question
    private const int FixedLength = 10; // type, class, TTL and length of a record

    private readonly ReadOnlySpan<byte> _message;
    private int _questionEnd;
    private int _subnetAt, _subnetLength;
    private int _cookieAt, _cookieLength;
    private int _optionsAt, _optionsEnd;
    private byte _ednsVersion;

    /// <summary>Reads a message that has a whole header.</summary>
    public Request(ReadOnlySpan<byte> message)
    {
        _message = message;
        Refusal = Examine();
    }

    /// <summary>NOERROR when the question is one to be answered; else the refusal.</summary>
    public ResponseCode Refusal { get; }

    /// <summary>Whether there was one question and it could be read.</summary>
    public readonly bool HasQuestion => _questionEnd > 0;

    /// <summary>The question byte for byte: name, type and class; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Question => HasQuestion ? _message[HeaderBits.HeaderLength.._questionEnd] : default;

    /// <summary>The name asked for.</summary>
    public readonly ReadOnlySpan<byte> Name => _message[HeaderBits.HeaderLength..(_questionEnd - TailLength)];

    /// <summary>The type asked for.</summary>
    public RecordType Type { get; private set; }

    /// <summary>The class asked for.</summary>
    public RecordClass Class { get; private set; }

    /// <summary>Whether the request has an OPT record, so that the response needs one (RFC 6891 §6.1.1).</summary>
    public bool HasEdns { get; private set; }

    /// <summary>The octets the client can take over UDP; 0 without EDNS.</summary>
    public ushort UdpSize { get; private set; }

    /// <summary>The DO bit.</summary>
    public bool DnssecOk { get; private set; }

    /// <summary>Whether the client wants to know which server answers (RFC 5001).</summary>
    public bool AsksNsid { get; private set; }

    /// <summary>Whether the client wants to know how long its connection may be silent (RFC 7828).</summary>
    public bool AsksKeepAlive { get; private set; }

    /// <summary>Whether the resolver says for whom it asks.</summary>
    public readonly bool HasSubnet => _subnetLength > 0;

    /// <summary>Whom the resolver asks for, if it says so; a field, because it is passed on by reference.</summary>
    public ClientSubnet Subnet;

    /// <summary>The contents of the client-subnet option as they came; empty without one.</summary>
    public readonly ReadOnlySpan<byte> SubnetOption => _message.Slice(_subnetAt, _subnetLength);

    /// <summary>Whether there is a cookie.</summary>
    public readonly bool HasCookie => _cookieLength > 0;

    /// <summary>The contents of the cookie option as they came; empty without one.</summary>
    public readonly ReadOnlySpan<byte> CookieOption => _message.Slice(_cookieAt, _cookieLength);

    private ResponseCode Examine()
    {
        if ((BinaryPrimitives.ReadUInt16BigEndian(_message[2..]) & HeaderBits.Opcode) != 0) return ResponseCode.NotImplemented;

        // Four counts of sixteen bits: questions, answers, authorities, additionals.
        var counts = BinaryPrimitives.ReadUInt64BigEndian(_message[4..]);
        if (counts >> 48 > 1) return ResponseCode.FormatError;
        var at = HeaderBits.HeaderLength;
        if (counts >> 48 == 1 && !TryReadQuestion(ref at)) return ResponseCode.FormatError;
        var records = counts & 0xFFFF_FFFF_FFFF;
        if (records == 0 ? at != _message.Length : !TryReadRecords(at, records)) return ResponseCode.FormatError;
        if (HasEdns)
        {
            if (_ednsVersion > 0) return ResponseCode.BadVersion;
            if (!TryReadOptions(_optionsAt, _optionsEnd)) return ResponseCode.FormatError;
        }

        if (!HasQuestion) return HasCookie ? ResponseCode.NoError : ResponseCode.FormatError;
        return Class is RecordClass.Internet or RecordClass.Chaos or RecordClass.Any && Type is not (RecordType.AXFR or RecordType.IXFR)
            ? ResponseCode.NoError
            : ResponseCode.Refused;
    }

    private bool TryReadQuestion(ref int at)
    {
        var question = _message[at..];
        var length = WireReader.MeasurePlainName(question);
        if (length == 0 || question.Length - length < TailLength) return false;
        var tail = BinaryPrimitives.ReadUInt32BigEndian(question[length..]);
        at = _questionEnd = at + length + TailLength;
        Type = (RecordType)(tail >> 16);
        Class = (RecordClass)(ushort)tail;
        return true;
    }

    private bool TryReadRecords(int at, ulong counts)
    {
        int beforeAdditional = (ushort)(counts >> 32) + (ushort)(counts >> 16), all = beforeAdditional + (ushort)counts;
        var rest = _message[at..];
        for (var i = 0; i < all; i++)
        {
            var owner = WireReader.MeasureName(rest);
            if (owner == 0 || rest.Length - owner < FixedLength) return false;
            var fixedPart = rest.Slice(owner, FixedLength);
            var type = (RecordType)BinaryPrimitives.ReadUInt16BigEndian(fixedPart);
            var length = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]);
            rest = rest[(owner + FixedLength)..];
            if (rest.Length < length) return false;
            var data = _message.Length - rest.Length;
            rest = rest[length..];
            if (type != RecordType.OPT) continue;

            // One OPT, in the additional section, owned by the root: the only name of one octet (RFC 6891 §6.1.1).
            if (i < beforeAdditional || HasEdns || owner != 1) return false;
            HasEdns = true;
            UdpSize = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[2..]);
            _ednsVersion = fixedPart[5];
            DnssecOk = (fixedPart[6] & (Edns.DnssecOk >> 8)) != 0;
            (_optionsAt, _optionsEnd) = (data, data + length);
        }

        return rest.Length == 0;
    }

    private bool TryReadOptions(int at, int end)
    {
        while (at < end)
        {
            if (end - at < EdnsOption.HeadLength) return false;
            var head = BinaryPrimitives.ReadUInt32BigEndian(_message[at..]);
            at += EdnsOption.HeadLength;
            int length = (ushort)head;
            if (end - at < length) return false;
            switch (head >> 16)
            {
                case EdnsOption.ClientSubnet:
                    // Two would contradict each other, and their order must not matter (RFC 6891 §6.1.2).
                    if (HasSubnet || !ClientSubnetOption.TryRead(_message.Slice(at, length), out Subnet, out var scope) || scope != 0) return false;
                    (_subnetAt, _subnetLength) = (at, length);
                    break;
                case EdnsOption.Cookie:
                    if (HasCookie) break; // the first one counts (RFC 7873 §5.2)
                    if (!Cookie.IsWellFormed(_message.Slice(at, length))) return false;
                    (_cookieAt, _cookieLength) = (at, length);
                    break;
                case EdnsOption.Nsid:
                    AsksNsid = true; // whatever it contains (RFC 5001 §2.1)
                    break;
                case EdnsOption.KeepAlive:
                    AsksKeepAlive = true; // a timeout of the client's own changes nothing here (RFC 7828 §3.3.1)
                    break;
            }

            at += length;
        }

        return true;
    }
}
