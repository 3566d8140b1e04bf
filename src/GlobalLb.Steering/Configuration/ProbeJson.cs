using System.Text.Json;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="Probe"/> and its parts.</summary>
internal static class ProbeJson
{
    private static readonly Probe Usual = new() { Kind = default };

    public static Probe Read(ref PlainJson json)
    {
        var (kind, role, headers) = (Usual.Kind, Usual.Role, Usual.Headers);
        var (port, host, path) = (Usual.Port, Usual.Host, Usual.Path);
        var (lowest, highest) = (Usual.LowestStatus, Usual.HighestStatus);
        var (name, serverName, method, statuses) = (Usual.Name, Usual.ServerName, Usual.Method, Usual.Statuses);
        var (contains, matches) = (Usual.BodyContains, Usual.BodyMatches);
        var (send, expect, service) = (Usual.Send, Usual.Expect, Usual.Service);
        var (question, script, push) = (Usual.Question, Usual.Script, Usual.Push);
        var (tls, http2) = (Usual.Tls, Usual.Http2);
        var timing = default(TimingJson);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("kind"u8, 1, ref seen)) kind = (ProbeKind)json.Word(ConfigurationWords.ProbeKinds);
            else if (json.Is("port"u8, 1 << 1, ref seen)) port = json.Int32();
            else if (json.Is("host"u8, 1 << 2, ref seen)) host = json.Text();
            else if (json.Is("path"u8, 1 << 3, ref seen)) path = json.Text();
            else if (json.Is("lowestStatus"u8, 1 << 4, ref seen)) lowest = json.Int32();
            else if (json.Is("highestStatus"u8, 1 << 5, ref seen)) highest = json.Int32();
            else if (json.Is("name"u8, 1 << 6, ref seen)) name = json.Text();
            else if (json.Is("role"u8, 1 << 7, ref seen)) role = (ProbeRole)json.Word(ConfigurationWords.ProbeRoles);
            else if (json.Is("serverName"u8, 1 << 8, ref seen)) serverName = json.Text();
            else if (json.Is("tls"u8, 1 << 9, ref seen)) tls = json.Boolean();
            else if (json.Is("method"u8, 1 << 10, ref seen)) method = json.Text();
            else if (json.Is("headers"u8, 1 << 11, ref seen)) headers = json.List(Header);
            else if (json.Is("http2"u8, 1 << 12, ref seen)) http2 = json.Boolean();
            else if (json.Is("statuses"u8, 1 << 13, ref seen)) statuses = json.Text();
            else if (json.Is("bodyContains"u8, 1 << 14, ref seen)) contains = json.Text();
            else if (json.Is("bodyMatches"u8, 1 << 15, ref seen)) matches = json.Text();
            else if (json.Is("send"u8, 1 << 16, ref seen)) send = json.Text();
            else if (json.Is("expect"u8, 1 << 17, ref seen)) expect = json.Text();
            else if (json.Is("question"u8, 1 << 18, ref seen)) question = Question(ref json);
            else if (json.Is("service"u8, 1 << 19, ref seen)) service = json.Text();
            else if (json.Is("script"u8, 1 << 20, ref seen)) script = Script(ref json);
            else if (json.Is("push"u8, 1 << 21, ref seen)) push = Push(ref json);
            else if (!timing.TryRead(ref json, ref seen)) throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new Probe
        {
            Kind = kind,
            Port = port,
            Host = host,
            Path = path,
            LowestStatus = lowest,
            HighestStatus = highest,
            Name = name,
            Role = role,
            ServerName = serverName,
            Tls = tls,
            Method = method,
            Headers = headers,
            Http2 = http2,
            Statuses = statuses,
            BodyContains = contains,
            BodyMatches = matches,
            Send = send,
            Expect = expect,
            Question = question,
            Service = service,
            Script = script,
            Push = push,
            IntervalSeconds = timing.Interval,
            TimeoutSeconds = timing.Timeout,
            Rise = timing.Rise,
            Fall = timing.Fall,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.Recheck,
            DownIntervalSeconds = timing.DownInterval,
            CertificateWarnDays = timing.WarnDays,
            CertificateDownDays = timing.DownDays,
            MostLatencyMilliseconds = timing.MostLatency,
        };
    }

    public static ProbeOverride Override(ref PlainJson json)
    {
        int? port = null;
        var (path, host) = (default(string), default(string));
        var timing = default(TimingJson);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("port"u8, 1, ref seen)) port = json.Int32();
            else if (json.Is("path"u8, 2, ref seen)) path = json.Text();
            else if (json.Is("host"u8, 4, ref seen)) host = json.Text();
            else if (!timing.TryRead(ref json, ref seen)) throw PlainJson.NotPlain();
        }

        return new ProbeOverride
        {
            Port = port,
            Path = path,
            Host = host,
            IntervalSeconds = timing.Interval,
            TimeoutSeconds = timing.Timeout,
            Rise = timing.Rise,
            Fall = timing.Fall,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.Recheck,
            DownIntervalSeconds = timing.DownInterval,
            CertificateWarnDays = timing.WarnDays,
            CertificateDownDays = timing.DownDays,
            MostLatencyMilliseconds = timing.MostLatency,
        };
    }

    public static ProbeDefaults Defaults(ref PlainJson json)
    {
        var timing = default(TimingJson);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
            if (!timing.TryRead(ref json, ref seen)) throw PlainJson.NotPlain();
        return new ProbeDefaults
        {
            IntervalSeconds = timing.Interval,
            TimeoutSeconds = timing.Timeout,
            Rise = timing.Rise,
            Fall = timing.Fall,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.Recheck,
            DownIntervalSeconds = timing.DownInterval,
            CertificateWarnDays = timing.WarnDays,
            CertificateDownDays = timing.DownDays,
            MostLatencyMilliseconds = timing.MostLatency,
        };
    }

    public static void Write(Utf8JsonWriter json, Probe probe)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, ConfigurationWords.ProbeKinds[(int)probe.Kind]);
        if (probe.Port is { } port) json.WriteNumber("port"u8, port);
        if (probe.Host is { } host) json.WriteString("host"u8, host);
        json.WriteString("path"u8, probe.Path);
        json.WriteNumber("lowestStatus"u8, probe.LowestStatus);
        json.WriteNumber("highestStatus"u8, probe.HighestStatus);
        if (probe.Name.Length > 0) json.WriteString("name"u8, probe.Name);
        if (probe.Role != default) json.WriteString("role"u8, ConfigurationWords.ProbeRoles[(int)probe.Role]);
        if (probe.ServerName is { } serverName) json.WriteString("serverName"u8, serverName);
        if (probe.Tls) json.WriteBoolean("tls"u8, true);
        if (probe.Method is { } method) json.WriteString("method"u8, method);
        WriteHeaders(json, probe);
        if (probe.Http2) json.WriteBoolean("http2"u8, true);
        if (probe.Statuses is { } statuses) json.WriteString("statuses"u8, statuses);
        if (probe.BodyContains is { } contains) json.WriteString("bodyContains"u8, contains);
        if (probe.BodyMatches is { } matches) json.WriteString("bodyMatches"u8, matches);
        if (probe.Send is { } send) json.WriteString("send"u8, send);
        if (probe.Expect is { } expect) json.WriteString("expect"u8, expect);
        if (probe.Question is { } question) Write(json, question);
        if (probe.Service is { } service) json.WriteString("service"u8, service);
        if (probe.Script is { } script) Write(json, script);
        if (probe.Push is { } push) Write(json, push);
        TimingJson.Write(json, probe);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ProbeDefaults defaults)
    {
        json.WriteStartObject("probeDefaults"u8);
        TimingJson.Write(json, defaults);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ProbeOverride own)
    {
        json.WriteStartObject("probeOverride"u8);
        if (own.Port is { } port) json.WriteNumber("port"u8, port);
        if (own.Path is { } path) json.WriteString("path"u8, path);
        if (own.Host is { } host) json.WriteString("host"u8, host);
        TimingJson.Write(json, own);
        json.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter json, Probe probe)
    {
        if (probe.Headers.IsEmpty) return;
        json.WriteStartArray("headers"u8);
        foreach (var header in probe.Headers)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, header.Name);
            json.WriteString("value"u8, header.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ProbeQuestion question)
    {
        json.WriteStartObject("question"u8);
        json.WriteString("name"u8, question.Name.ToString());
        json.WriteString("type"u8, RecordTypes.Format(question.Type));
        if (question.Answer is { } answer) json.WriteString("answer"u8, answer);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProbeScript script)
    {
        json.WriteStartObject("script"u8);
        json.WriteString("path"u8, script.Path);
        if (!script.Arguments.IsEmpty)
        {
            json.WriteStartArray("arguments"u8);
            foreach (var argument in script.Arguments) json.WriteStringValue(argument);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProbePush push)
    {
        json.WriteStartObject("push"u8);
        json.WriteNumber("expiresSeconds"u8, push.ExpiresSeconds);
        json.WriteEndObject();
    }

    private static ProbeHeader Header(ref PlainJson json)
    {
        var (name, value) = ("", "");
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Text();
            else if (json.Is("value"u8, 2, ref seen)) value = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new ProbeHeader(name, value);
    }

    private static ProbeQuestion Question(ref PlainJson json)
    {
        var name = DomainName.Root;
        var (type, answer) = (RecordType.A, default(string));
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Name();
            else if (json.Is("type"u8, 2, ref seen)) type = RecordTypes.TryParse(json.Text(), out var read) ? read : throw PlainJson.NotPlain();
            else if (json.Is("answer"u8, 4, ref seen)) answer = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new ProbeQuestion(name, type, answer);
    }

    private static ProbeScript Script(ref PlainJson json)
    {
        var path = "";
        var arguments = new ProbeScript { Path = "" }.Arguments;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("path"u8, 1, ref seen)) path = json.Text();
            else if (json.Is("arguments"u8, 2, ref seen)) arguments = json.List((ref PlainJson each) => each.Text());
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new ProbeScript { Path = path, Arguments = arguments };
    }

    private static ProbePush Push(ref PlainJson json)
    {
        var expires = new ProbePush().ExpiresSeconds;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("expiresSeconds"u8, 1, ref seen)) expires = json.Double();
            else throw PlainJson.NotPlain();
        }

        return new ProbePush(expires);
    }
}
