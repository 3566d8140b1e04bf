namespace GlobalLb.Fuzz;

/// <summary>Master files of zones in, under and above each other, with everything an answer can meet.</summary>
internal static class FuzzTexts
{
    /// <summary>The upper zone.</summary>
    public const string Upper = """
        $ORIGIN example.test.
        $TTL 300
        @ SOA ns1 hostmaster 1 7200 1800 259200 900
        @ NS ns1
        @ NS ns2.sub
        @ MX 10 mail
        ns1 A 192.0.2.53
        ns1 AAAA 2001:db8::53
        mail A 192.0.2.25
        mail TXT "one" "two; not a comment" "\"quoted\""
        big TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "1123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "2123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "3123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "4123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "5123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "6123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "7123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "8123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        big TXT "9123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        _sip._tcp SRV 10 60 5060 mail
        cut NS ns.cut
        ns.cut A 192.0.2.60
        cut DS 60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
        below.cut TXT "occluded"
        below.cut DNAME example.test.
        *.wild A 192.0.2.70
        *.wild MX 5 mail
        ent.deep.wild2 A 192.0.2.71
        *.walias CNAME www
        alias CNAME alias2
        alias2 CNAME www
        loop CNAME loop2
        loop2 CNAME loop
        out CNAME www.example.net.
        into CNAME a.sub
        odd TYPE65280 \# 4 01020304
        @ CAA 0 issue "ca.example.net"
        low NS ns.low
        low DS 60486 13 2 E4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
        bare NS ns.example.net.
        many A 192.0.2.80
        many A 192.0.2.81
        many A 192.0.2.82
        many A 192.0.2.83
        many A 192.0.2.84
        many A 192.0.2.85
        many A 192.0.2.86
        many A 192.0.2.87
        rename DNAME example.test.
        rename TXT "beside it"
        turn DNAME turned
        turned DNAME turn
        grow DNAME a.grow
        leave DNAME example.net.
        lower DNAME sub
        long DNAME 0123456789012345678901234567890123456789.0123456789012345678901234567890123456789.0123456789012345678901234567890123456789.0123456789012345678901234567890123456789
        renamed CNAME www.rename
        *.wrename DNAME example.test.
        flat ALIAS both.cdn.test.
        four ALIAS four.cdn.test.
        early ALIAS early.cdn.test.
        *.flat ALIAS both.cdn.test.
        toflat CNAME flat
        svc HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.25
        svc HTTPS 2 mail
        away HTTPS 0 mail
        """;

    /// <summary>A zone below it that it does not delegate.</summary>
    public const string Lower = """
        $ORIGIN sub.example.test.
        $TTL 60
        @ SOA ns2 hostmaster 1 7200 1800 259200 30
        @ NS ns2
        ns2 A 192.0.2.54
        a CNAME www.example.test.
        back DNAME example.test.
        """;

    /// <summary>A zone below it that it delegates, so that both sides of the cut are here.</summary>
    public const string Delegated = """
        $ORIGIN low.example.test.
        $TTL 60
        @ SOA ns hostmaster 1 7200 1800 259200 30
        @ NS ns
        @ A 192.0.2.90
        ns A 192.0.2.91
        ns AAAA 2001:db8::91
        """;

    /// <summary>A zone whose apex is answered with the addresses of another name.</summary>
    public const string Flattened = """
        $ORIGIN flat.test.
        $TTL 60
        @ SOA ns hostmaster 1 7200 1800 259200 30
        @ NS ns
        @ ALIAS both.cdn.test.
        @ MX 10 flat.test.
        ns A 192.0.2.92
        """;

    /// <summary>The root, above all of them.</summary>
    public const string Root = """
        $ORIGIN .
        $TTL 3600
        @ SOA ns.root-servers hostmaster 1 7200 1800 259200 30
        @ NS ns.root-servers
        ns.root-servers A 192.0.2.99
        net NS ns.gtld.net
        ns.gtld.net A 192.0.2.98
        net DS 60487 13 2 F4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A
        org DNAME net
        *.wild CNAME www.example.test
        """;
}
