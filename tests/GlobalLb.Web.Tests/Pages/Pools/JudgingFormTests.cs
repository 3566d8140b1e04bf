using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Pools;

namespace GlobalLb.Web.Tests.Pages.Pools;

public sealed class JudgingFormTests
{
    private static readonly Pool Pool = Sample.EuPool with { Vantages = [new("fra"), new("ams")], Quorum = Quorum.All, WithoutVantages = SilenceMeaning.Unknown };

    [Fact]
    public void What_is_not_changed_stays_as_it_was_written() => Assert.Equal(Pool, JudgingForm.Of(Pool).Read(Pool, []));

    [Fact]
    public void What_is_typed_is_read()
    {
        var form = JudgingForm.Of(Pool);
        form.Vantages.Remove("fra");
        (form.Quorum, form.WithoutVantages) = (" 2 ", SilenceMeaning.Hold);
        var read = form.Read(Pool, []);
        Assert.Equal(("ams", "2", SilenceMeaning.Hold), (Assert.Single(read.Vantages).Value, read.Quorum.ToString(), read.WithoutVantages));
        Assert.Equal("pool eu-web: change who looks at it, change how vantages judge it", PoolComment.Of(Pool, read));
    }

    [Fact]
    public void A_quorum_that_is_none_is_said()
    {
        List<Problem> problems = [];
        new JudgingForm { Quorum = "most" }.Read(Pool, problems);
        Assert.Equal("quorum", Assert.Single(problems).Path);
    }

    [Fact]
    public void What_depends_on_what_is_told_from_both_ends()
    {
        var endpoint = Sample.UsPool.Endpoints[0];
        var form = EndpointForm.Of(endpoint);
        form.DependsOn = "eu-1";
        var document = Sample.Document with { Pools = [Sample.EuPool, Sample.UsPool with { Endpoints = [form.Read([])] }] };
        Assert.Equal("us-1", Assert.Single(Dependents.Of(document)[new("eu-1")]).Value);
        Assert.Equal("eu-1", EndpointForm.Of(document.Pools[1].Endpoints[0]).DependsOn);
        Assert.Equal(endpoint, EndpointForm.Of(endpoint).Read([]));
    }
}
