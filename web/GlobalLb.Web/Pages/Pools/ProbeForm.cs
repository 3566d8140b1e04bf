using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Zones;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>A probe while it is typed: what is read only when it is saved stands beside the rest, which is replaced whole with each change.</summary>
public sealed class ProbeForm
{
    /// <summary>What needs no reading.</summary>
    public required Probe Probe { get; set; }

    /// <summary>Headers, one a line.</summary>
    public string Headers { get; set; } = "";

    /// <summary>What a DNS probe asks for.</summary>
    public string QuestionName { get; set; } = "";

    /// <summary>The type it asks for.</summary>
    public string QuestionType { get; set; } = "A";

    /// <summary>What must be among the answers; empty: anything.</summary>
    public string QuestionAnswer { get; set; } = "";

    /// <summary>The file that a script probe runs.</summary>
    public string Script { get; set; } = "";

    /// <summary>What it is given, one a line.</summary>
    public string Arguments { get; set; } = "";

    /// <summary>Fills a form.</summary>
    public static ProbeForm Of(Probe probe) => new()
    {
        Probe = probe,
        Headers = Text(probe.Headers),
        QuestionName = probe.Question?.Name.ToString() ?? "",
        QuestionType = RecordTypes.Format(probe.Question?.Type ?? RecordType.A),
        QuestionAnswer = probe.Question?.Answer ?? "",
        Script = probe.Script?.Path ?? "",
        Arguments = Text(probe.Script),
    };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>. What belongs to another kind goes.</summary>
    /// <param name="path">Where the probe is in its pool.</param>
    /// <param name="problems">Takes problems.</param>
    public Probe Read(string path, List<Problem> problems) => Probe with
    {
        // What nobody has touched stays to the letter, also what a line of text cannot say.
        Headers = Headers == Text(Probe.Headers) ? Probe.Headers : [.. Lines(Headers).Select(line => Header(line, path, problems))],
        Question = Probe.Kind == ProbeKind.Dns ? Question(path, problems) : null,
        Script = Probe.Kind == ProbeKind.Script ? new ProbeScript { Path = Script.Trim(), Arguments = Arguments == Text(Probe.Script) ? Probe.Script?.Arguments ?? [] : [.. Lines(Arguments)] } : null,
        Push = Probe.Kind == ProbeKind.Push ? Probe.Push : null,
        Tls = Probe.Tls && MayChooseTls(Probe.Kind),
    };

    /// <summary>Whether a kind can be told to speak TLS.</summary>
    internal static bool MayChooseTls(ProbeKind kind) => kind is ProbeKind.Tcp or ProbeKind.Grpc or ProbeKind.Smtp or ProbeKind.Redis;

    private static string Text(IEnumerable<ProbeHeader> headers) => string.Join('\n', headers.Select(header => $"{header.Name}: {header.Value}"));

    private static string Text(ProbeScript? script) => string.Join('\n', script?.Arguments ?? []);

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0);

    private static ProbeHeader Header(string line, string path, List<Problem> problems)
    {
        if (line.Split(':', 2) is [var name, var value]) return new ProbeHeader(name.Trim(), value.Trim());
        problems.Add(new Problem($"{path}.headers", $"'{line}' is no header; write one a line, such as X-Probe: yes"));
        return new ProbeHeader(line, "");
    }

    private ProbeQuestion Question(string path, List<Problem> problems)
    {
        if (!RecordTypes.TryParse(QuestionType.Trim(), out var type)) problems.Add(new Problem($"{path}.question.type", $"'{QuestionType}' is no record type; write one such as A"));
        return new ProbeQuestion(Names.Read(QuestionName, $"{path}.question.name", problems), type, QuestionAnswer.Length == 0 ? null : QuestionAnswer);
    }
}
