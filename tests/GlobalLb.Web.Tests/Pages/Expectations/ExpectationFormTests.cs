using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Expectations;

namespace GlobalLb.Web.Tests.Pages.Expectations;

public sealed class ExpectationFormTests
{
    private readonly List<Problem> _problems = [];

    [Fact]
    public void An_expectation_comes_out_of_the_form_as_it_went_in()
    {
        var expectation = new Expectation { Name = Sample.Name("www.example.com."), Type = RecordType.AAAA, Client = "country:DE", Down = ["eu", "us-1"], Expect = Expectation.Nothing };
        var read = ExpectationForm.Of(expectation).Read(_problems);
        Assert.Equal((expectation.ToString(), expectation.Type), (read.ToString(), read.Type));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Codes_may_be_typed_with_commas_or_without()
    {
        var form = new ExpectationForm { Name = "www.example.com", Client = " 192.0.2.1 ", Down = "eu, us-1,us-2  eu-1 ", Expect = " us " };
        Assert.Equal("www.example.com: client 192.0.2.1 with eu, us-1, us-2, eu-1 down → us", form.Read(_problems).ToString());
    }

    [Fact]
    public void A_name_that_cannot_be_read_is_said()
    {
        new ExpectationForm { Name = "a..b" }.Read(_problems);
        Assert.Equal("name", Assert.Single(_problems).Path);
    }
}
