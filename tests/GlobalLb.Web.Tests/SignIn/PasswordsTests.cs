using GlobalLb.Store;
using GlobalLb.Store.People;
using GlobalLb.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Web.Tests.SignIn;

public sealed class PasswordsTests
{
    [Fact]
    public void A_password_long_enough_and_typed_twice_has_no_problem() => Assert.Null(Passwords.FindProblem("twelve chars", "twelve chars"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eleven char")]
    public void A_short_password_is_told_the_shortest_length(string? password) => Assert.Contains("12", Passwords.FindProblem(password, password), StringComparison.Ordinal);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_password_has_a_longest_length(int length, bool isFine)
    {
        var password = new string('x', length);
        Assert.Equal(isFine, Passwords.FindProblem(password, password) is null);
    }

    [Theory]
    [InlineData("twelve charS")]
    [InlineData("")]
    [InlineData(null)]
    public void A_password_typed_differently_the_second_time_is_refused(string? repeated) =>
        Assert.Contains("differ", Passwords.FindProblem("twelve chars", repeated), StringComparison.Ordinal);

    [Theory]
    [InlineData("ann")]
    [InlineData("Ann van der Berg")]
    [InlineData("Ærøskøbing")]
    public void A_plain_name_has_no_problem(string name) => Assert.Null(Passwords.FindProblem(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(" ann")]
    [InlineData("ann ")]
    [InlineData("an\nn")]
    [InlineData("an\0n")]
    public void A_name_that_would_look_like_another_is_refused(string? name) => Assert.NotNull(Passwords.FindProblem(name));

    [Fact]
    public void A_name_has_a_longest_length()
    {
        Assert.Null(Passwords.FindProblem(new string('n', 60)));
        Assert.Contains("61", Passwords.FindProblem(new string('n', 61)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "correct horse battery")]
    [InlineData("", "correct horse battery")]
    [InlineData("ann", null)]
    [InlineData("ann", "")]
    public async Task Half_of_a_name_and_password_is_wrong_without_asking_the_database(string? name, string? password)
    {
        // Nothing listens on port 1, so that asking would fail.
        await using var store = new ServiceCollection().AddGlobalLbStore("Host=127.0.0.1;Port=1;Timeout=5;Username=nobody").BuildServiceProvider();
        Assert.Null(await new Passwords(store.GetRequiredService<People>()).CheckAsync(name, password, default));
    }

    [Fact]
    public void A_hash_does_not_hold_the_password_and_is_salted()
    {
        var hash = Passwords.Hash("correct horse battery");
        Assert.DoesNotContain("correct", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, Passwords.Hash("correct horse battery"));
    }
}
