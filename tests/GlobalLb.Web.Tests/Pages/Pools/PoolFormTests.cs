using System.Text.Json;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Pools;

namespace GlobalLb.Web.Tests.Pages.Pools;

public sealed class PoolFormTests
{
    private static readonly DateTimeOffset Until = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(5.5));

    [Fact]
    public void A_pool_comes_out_of_the_form_as_it_went_in()
    {
        var pool = Sample.MakePool(
            "eu-web", "eu",
            Sample.MakeEndpoint("eu-1", "192.0.2.1") with { Port = 8443, Weight = 0, Availability = EndpointAvailability.ForcedDown, Forced = new Forced { Reason = "disk", Owner = "ada", Until = Until } },
            Sample.MakeEndpoint("eu-2", "2001:db8::1") with { DependsOn = [new("eu-1")], ProbeOverride = new ProbeOverride { Path = "/own", Fall = 9, CertificateDownDays = 0 } }) with
        {
            Kind = PoolKind.L4,
            UnknownMeans = UnknownMeaning.Down,
            SlowStart = 60,
            MoreProbes =
            [
                new Probe { Kind = ProbeKind.Tcp, Name = "gate", Role = ProbeRole.Observe, Tls = true, Send = "a\r\nb", Expect = " c" },
                new Probe { Kind = ProbeKind.Dns, Name = "dns", Question = new(DomainName.Parse("example.test."), RecordType.TXT, "x") },
                new Probe { Kind = ProbeKind.Script, Name = "script", Script = new() { Path = "check", Arguments = ["a", "", " b\nc "] } },
                new Probe { Kind = ProbeKind.Push, Name = "push", Push = new(90) },
                new Probe { Kind = ProbeKind.Https, Name = "deep", Headers = [new("X-A", "b"), new("X-C", " d ")], Http2 = true, Method = "GET", BodyMatches = "^a", RecheckSeconds = 2, MostLatencyMilliseconds = 7 },
            ],
            QuorumOfProbes = 1,
            RegionalHealth = true,
            Vantages = [new("fra")],
            Quorum = Quorum.All,
            WithoutVantages = SilenceMeaning.Unknown,
            Probe = new Probe { Kind = ProbeKind.Https, Port = 9443, Host = "www.example.com", Path = "/up?deep", LowestStatus = 204, Fall = 7, IntervalSeconds = 2.5 },
        };
        Assert.Equal(Write(pool), Write(Read(PoolForm.Of(pool))));
    }

    [Fact]
    public void What_is_said_of_an_endpoint_that_is_forced_can_be_changed_and_goes_when_it_is_automatic()
    {
        var forced = Sample.MakeEndpoint("eu-1", "192.0.2.1") with { Availability = EndpointAvailability.ForcedDown, Forced = new Forced { Reason = "disk", Owner = "ada", Until = Until } };
        var form = EndpointForm.Of(forced);
        form.Reason = "memory";
        form.Owner = " bob ";
        form.Until = new DateTime(2031, 1, 1, 12, 0, 0);
        Assert.Equal(new Forced { Reason = "memory", Owner = "bob", Until = new DateTimeOffset(2031, 1, 1, 12, 0, 0, TimeSpan.Zero) }, form.Read([]).Forced);
        form.Availability = EndpointAvailability.Automatic;
        Assert.Null(form.Read([]).Forced);
        Assert.Null(EndpointForm.Of(forced with { Forced = null }).Read([]).Forced);
    }

    [Fact]
    public void A_pool_that_is_not_probed_stays_so() => Assert.Null(Read(PoolForm.Of(Sample.EuPool)).Probe);

    [Fact]
    public void An_address_that_cannot_be_read_is_said_with_its_endpoint()
    {
        var form = PoolForm.Of(Sample.EuPool);
        form.Endpoints[0].Address = "192.0.2.300";
        List<Problem> problems = [];
        form.Read(problems);
        var problem = Assert.Single(problems);
        Assert.Equal("endpoints[eu-1].address", problem.Path);
        Assert.Contains("192.0.2.300", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_of_a_probe_is_said_with_its_place()
    {
        var form = PoolForm.Of(Sample.EuPool);
        form.IsProbed = true;
        form.Probe.Probe = new Probe { Kind = ProbeKind.Dns };
        (form.Probe.Headers, form.Probe.QuestionName, form.Probe.QuestionType) = ("X-A", "a..b", "AX");
        List<Problem> problems = [];
        form.Read(problems);
        Assert.Equal(["probe.headers", "probe.question.type", "probe.question.name"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void What_belongs_to_another_kind_goes_with_it()
    {
        var form = PoolForm.Of(Sample.EuPool with { Probe = new Probe { Kind = ProbeKind.Dns, Question = new(DomainName.Root) } });
        form.Probe.Probe = form.Probe.Probe with { Kind = ProbeKind.Http };
        Assert.Null(Read(form).Probe!.Question);
    }

    private static string Write(Pool pool) => JsonSerializer.Serialize(pool, ConfigurationJson.Options);

    private static Pool Read(PoolForm form)
    {
        List<Problem> problems = [];
        var pool = form.Read(problems);
        Assert.Empty(problems);
        return pool;
    }
}
