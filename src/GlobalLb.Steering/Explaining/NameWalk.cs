using System.Buffers.Binary;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Explaining;

/// <summary>One way from a name to an answer.</summary>
internal sealed class NameWalk(Snapshot snapshot, RecordType type, Client client, ulong draw)
{
    private const int TtlOffset = 6;

    private readonly HashSet<DomainName> _followed = [];

    public List<string> Answer { get; } = [];

    public List<NameStep> Path { get; } = [];

    public Explanation? Choice { get; private set; }

    public CompiledPolicy? Policy { get; private set; }

    public string Code { get; private set; } = "NOERROR";

    public void Go(DomainName name)
    {
        for (DomainName? next = name; next is not null;) next = Step(next);
    }

    // The name that the answer goes on with; null: it ends here.
    private DomainName? Step(DomainName name)
    {
        var sought = new SoughtName(name.Wire);
        var closest = snapshot.Names.FindClosest(sought);
        if (!closest.Exists)
        {
            if (_followed.Count == 0) Code = "REFUSED";
            return End(name, "elsewhere", _followed.Count == 0 ? "it is in no zone of ours, so it is refused" : "it is in no zone of ours: the resolver asks on elsewhere");
        }

        var isExact = closest.NameLength == sought.Length;
        if (type == RecordType.DS && isExact && closest.IsApex) closest = ParentSide.Of(closest);
        var occluder = closest.Occluder;
        if (occluder.IsCut && !(type == RecordType.DS && isExact && occluder.At == closest.At))
            return End(name, "delegation", $"{Read(occluder.Name)} is delegated: the resolver is referred to its name servers");
        if (occluder.IsRename && !occluder.IsCut) return Rename(name, occluder);
        if (!isExact && closest.IsRename) return Rename(name, closest);
        var node = isExact ? closest : closest.Wildcard;
        if (!node.Exists)
        {
            if (!isExact) Code = "NXDOMAIN";
            return End(name, "nothing", isExact ? "it exists, but has no records of this type" : $"it does not exist, and {Read(closest.Name)} has no wildcard below it");
        }

        if (!isExact) Path.Add(new NameStep(name.ToString(), "wildcard", $"it does not exist itself: {Read(node.Name)} answers for it"));
        return Content(name, node);
    }

    private DomainName? Content(DomainName name, NameEntry node)
    {
        if (node.IsSteered && Steer(name, snapshot.Policies[node.Index], out var next) != Found.Nothing) return next;
        if (node.IsFlattened && type is RecordType.A or RecordType.AAAA) return Flatten(name, node.Index);
        var found = node.Find(type);
        if (found.Exists)
        {
            Write(name, found);
            return End(name, "records", $"{found.Count} written {(found.Count == 1 ? "record" : "records")}");
        }

        if (node.IsSteered && Choice is not null) return End(name, "steered", "its policy has nothing for this client");
        if (!node.IsAlias) return End(name, "nothing", "it exists, but has no records of this type");
        if (!Follows(name)) return Stop(name, "alias");
        var alias = node.Find(RecordType.CNAME);
        Write(name, alias);
        return GoOn(name, "alias", Read(alias.FirstData), "an alias of");
    }

    // As SteeredAnswer does: what a policy has, or nothing, and then the name may have written records.
    private Found Steer(DomainName name, CompiledPolicy policy, out DomainName? next)
    {
        next = null;
        var asked = SteeredType.Of(type);
        if (!policy.Has(asked | SteeredTypes.Cname) && type is not (RecordType.A or RecordType.AAAA)) return Found.Nothing;
        Policy = policy;
        var steered = new CompiledName(name, policy);
        var isMade = policy.Binding(asked) >= 0;
        var choice = Explainer.Explain(snapshot, steered, client, isMade && policy.Has(SteeredTypes.Cname) ? RecordType.CNAME : type, draw);
        if (isMade && choice.Records.IsEmpty) return Make(steered, asked);
        Add(choice);
        if (choice.IsFailure) Code = "SERVFAIL";
        else if (!choice.Records.IsEmpty) return Copy(name, choice, out next);
        else if (choice.Addresses.IsEmpty) return Found.Nothing;
        Answer.AddRange(choice.Addresses.Select(address => Line(name, choice.Ttl, type, address)));
        End(name, "steered", choice.IsFailure ? "its policy has nothing for this client, and the fallback is to fail" : "its policy decides");
        return Found.Answer;
    }

    // Records of a leaf: those of the type, or an alias that the answer goes on with.
    private Found Copy(DomainName name, Explanation choice, out DomainName? next)
    {
        next = null;
        var alias = choice.Records[0].StartsWith("CNAME ", StringComparison.Ordinal) ? choice.Records[0]["CNAME ".Length..] : null;
        if (alias is not null && !Follows(name))
        {
            Stop(name, "steered");
            return Found.Answer;
        }

        Answer.AddRange(choice.Records.Select(record => $"{name} {choice.Ttl} IN {record}"));
        if (alias is null || type == RecordType.CNAME) End(name, "steered", "its policy decides");
        else next = GoOn(name, "steered", DomainName.Parse(alias), "its policy decides: an alias of");
        return alias is null ? Found.Answer : Found.Alias;
    }

    // HTTPS and SVCB are made of what the addresses would be, tier by tier: by the code that answers.
    private Found Make(CompiledName steered, SteeredTypes asked)
    {
        var room = new byte[ushort.MaxValue];
        var answer = new AnswerWriter(room, AnswerWriter.QuestionName());
        var found = BindingAnswer.Make(snapshot, steered.Policy, client, draw, type, AnswerWriter.QuestionName(), ref answer, out var scope, out _);
        if (answer.Code == ResponseCode.ServerFailure) Code = "SERVFAIL";
        var before = Answer.Count;
        for (var at = AnswerWriter.QuestionName(); at < answer.Position;) at += Write(steered.Name, room.AsSpan(at..answer.Position), type);

        var families = new List<RecordType>(2);
        if (steered.Policy.HasIPv4) families.Add(RecordType.A);
        if (steered.Policy.HasIPv6) families.Add(RecordType.AAAA);
        foreach (var family in families)
        {
            var why = Explainer.Explain(snapshot, steered, client, family, draw);
            Add(why with
            {
                Records = [.. Answer.Skip(before).Select(line => line[line.IndexOf($"{RecordTypes.Format(type)} ", StringComparison.Ordinal)..])],
                Scope = scope,
                ScopeReason = Explainer.ScopeReasonOf(client, scope),
                Steps = [new TraceStep(0, $"{SteeredType.Format(asked)} is made of what {RecordTypes.Format(family)} would be:"), .. why.Steps.Select(step => step with { Depth = step.Depth + 1 })],
            });
        }

        if (found != Found.Nothing) End(steered.Name, "steered", Code == "NOERROR" ? "its policy decides" : "its policy has nothing for this client, and the fallback is to fail");
        return found;
    }

    // What is asked later on the way counts; the steps and the scope are those of all.
    private void Add(Explanation choice)
    {
        if (Choice is not { } before)
        {
            Choice = choice;
            return;
        }

        var scope = Math.Max(before.Scope, choice.Scope);
        Choice = choice with
        {
            Endpoints = before.Name == choice.Name ? [.. before.Endpoints, .. choice.Endpoints] : choice.Endpoints,
            Addresses = before.Name == choice.Name ? [.. before.Addresses, .. choice.Addresses] : choice.Addresses,
            Region = before.Name == choice.Name && before.Region != choice.Region ? null : choice.Region,
            Scope = scope,
            ScopeReason = Explainer.ScopeReasonOf(client, scope),
            Steps = [.. before.Steps, .. choice.Steps],
        };
    }

    private DomainName? Flatten(DomainName name, int index)
    {
        ref readonly var set = ref snapshot.FlattenedSets[(index * 2) + (type == RecordType.A ? 0 : 1)];
        var target = snapshot.FlattenedNames[index].Target;
        if (!set.IsKnown)
        {
            Code = "SERVFAIL";
            return End(name, "flattened", $"it is answered with the addresses of {target}, which nobody has found yet");
        }

        var records = set.Count == 0 ? [] : set.Records(draw);
        for (var left = set.Count; left > 0; left--) records = records[Write(name, records, type)..];
        return End(name, "flattened", set.Count == 0 ? $"{target} has no such addresses" : $"it is answered with the addresses of {target}");
    }

    private DomainName? Rename(DomainName name, NameEntry owner)
    {
        if (!Follows(name)) return Stop(name, "rename");
        var rename = owner.Find(RecordType.DNAME);
        var apex = Read(owner.Name);
        var octets = name.Wire[..^apex.Wire.Length].ToArray().Concat(rename.FirstData.ToArray()).ToArray();
        Write(apex, rename);
        if (!DomainName.TryRead(octets, out var target))
        {
            Code = "YXDOMAIN";
            return End(name, "rename", $"{apex} leads elsewhere, and the name it comes to is too long");
        }

        Answer.Add(Line(name, Ttl(rename.Records), RecordType.CNAME, target.ToString()));
        return type == RecordType.CNAME ? End(name, "rename", $"what is below {apex} leads to {target}") : GoOn(name, "rename", target, $"below {apex}, which leads to");
    }

    // A circle ends where it would begin again; so does a chain that is too long.
    private bool Follows(DomainName name) => _followed.Count < AliasChain.Longest && _followed.Add(name);

    private DomainName? Stop(DomainName name, string kind) => End(
        name, kind, _followed.Contains(name) ? "the way leads in a circle, and ends here" : "the chain is as long as it may be: the resolver asks on");

    private DomainName? GoOn(DomainName name, string kind, DomainName target, string words)
    {
        Path.Add(new NameStep(name.ToString(), kind, $"{words} {target}"));
        return target;
    }

    private DomainName? End(DomainName name, string kind, string sentence)
    {
        Path.Add(new NameStep(name.ToString(), kind, sentence));
        return null;
    }

    private void Write(DomainName owner, RecordSet set)
    {
        var records = set.Records;
        for (var left = set.Count; left > 0; left--) records = records[Write(owner, records, set.Type)..];
    }

    private int Write(DomainName owner, ReadOnlySpan<byte> records, RecordType of)
    {
        var length = RecordSet.LengthOfFirst(records);
        var line = Line(owner, Ttl(records), of, RecordText.Format(of, records[RecordSet.DataOffset..length], DomainName.Root));
        if (!Answer.Contains(line)) Answer.Add(line);
        return length;
    }

    private static uint Ttl(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt32BigEndian(record[TtlOffset..]);

    private static string Line(DomainName owner, uint ttl, RecordType of, string text) => $"{owner} {ttl} IN {RecordTypes.Format(of)} {text}";

    private static DomainName Read(ReadOnlySpan<byte> wire) => DomainName.TryRead(wire, out var name) ? name : throw new InvalidOperationException("a table holds a name that is none");
}
