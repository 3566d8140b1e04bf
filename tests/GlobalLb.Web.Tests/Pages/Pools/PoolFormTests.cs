using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Pools;

namespace GlobalLb.Web.Tests.Pages.Pools;

public sealed class PoolFormTests
{
    [Fact]
    public void A_pool_comes_out_of_the_form_as_it_went_in()
    {
        var pool = Sample.MakePool(
            "eu-web", "eu",
            Sample.MakeEndpoint("eu-1", "192.0.2.1") with { Port = 8443, Weight = 0, Availability = EndpointAvailability.ForcedDown },
            Sample.MakeEndpoint("eu-2", "2001:db8::1")) with
        {
            Kind = PoolKind.L4,
            UnknownMeans = UnknownMeaning.Down,
            Probe = new Probe { Kind = ProbeKind.Https, Port = 9443, Host = "www.example.com", Path = "/up?deep", LowestStatus = 204, Fall = 7, IntervalSeconds = 2.5 },
        };
        Assert.Equal(Write(pool), Write(Read(PoolForm.Of(pool))));
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

    private static string Write(Pool pool) => JsonSerializer.Serialize(pool, ConfigurationJson.Options);

    private static Pool Read(PoolForm form)
    {
        List<Problem> problems = [];
        var pool = form.Read(problems);
        Assert.Empty(problems);
        return pool;
    }
}
