using GlobalLb.Store.People;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Store.Tests.People;

public sealed class PeopleTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private Store.People.People People => Get<Store.People.People>();

    [Fact]
    public async Task A_name_is_found_and_taken_in_any_case()
    {
        Assert.False(await People.AnyAsync());
        var anna = await People.AddAsync("Änna", "hash", Role.Operator);
        Assert.True(await People.AnyAsync());
        Assert.Equal((anna, "hash"), await People.FindAsync("äNNA"));
        Assert.Null(await People.FindAsync("ben"));
        var taken = await Assert.ThrowsAsync<NameTakenException>(() => People.AddAsync("ÄNNA", "hash", Role.Viewer));
        Assert.Contains("'ÄNNA' is taken", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_password_and_whether_somebody_is_kept_out_can_change()
    {
        var ben = await People.AddAsync("ben", "old", Role.Viewer);
        await People.SetRoleAsync(ben.Id, Role.Administrator);
        await People.SetDisabledAsync(ben.Id, true);
        await People.SetPasswordAsync(ben.Id, "new");
        await People.SetRoleAsync(Guid.NewGuid(), Role.Viewer);
        Assert.Equal((ben with { Role = Role.Administrator, IsDisabled = true }, "new"), await People.FindAsync("ben"));
        await People.AddAsync("Anna", "hash", Role.Viewer);
        Assert.Equal(["Anna", "ben"], (await People.ListAsync()).Select(person => person.Name));
    }

    [Fact]
    public async Task A_set_up_link_lets_one_person_in_once()
    {
        var token = await People.CreateSetUpLinkAsync(Role.Administrator, TimeSpan.FromHours(1));
        Assert.Equal(Role.Administrator, await People.CheckSetUpLinkAsync(token));
        Assert.Equal(Role.Administrator, (await People.UseSetUpLinkAsync(token, "anna", "hash"))!.Role);
        Assert.Null(await People.CheckSetUpLinkAsync(token));
        Assert.Null(await People.UseSetUpLinkAsync(token, "ben", "hash"));
        Assert.Single(await People.ListAsync());
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_gets_in()
    {
        var token = await People.CreateSetUpLinkAsync(Role.Operator, TimeSpan.FromHours(1));
        await using var other = Open();
        Store.People.People[] programs = [People, other.GetRequiredService<Store.People.People>()];
        var used = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => programs[i % 2].UseSetUpLinkAsync(token, $"person-{i}", "hash")));
        Assert.Single(used, person => person is not null);
        Assert.Single(await People.ListAsync());
    }

    [Fact]
    public async Task A_link_whose_name_was_taken_can_still_be_used()
    {
        await People.AddAsync("anna", "hash", Role.Viewer);
        var token = await People.CreateSetUpLinkAsync(Role.Operator, TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<NameTakenException>(() => People.UseSetUpLinkAsync(token, "Anna", "hash"));
        Assert.NotNull(await People.UseSetUpLinkAsync(token, "ben", "hash"));
    }

    [Fact]
    public async Task A_link_ends_and_a_new_one_for_administrators_withdraws_the_old()
    {
        var old = await People.CreateSetUpLinkAsync(Role.Administrator, TimeSpan.FromHours(1));
        var operators = await People.CreateSetUpLinkAsync(Role.Operator, TimeSpan.FromHours(1));
        var fresh = await People.CreateSetUpLinkAsync(Role.Administrator, TimeSpan.FromHours(2));
        Assert.Null(await People.CheckSetUpLinkAsync(old));
        Assert.Equal(Role.Operator, await People.CheckSetUpLinkAsync(operators));
        Clock.Now += TimeSpan.FromMinutes(90);
        Assert.Null(await People.UseSetUpLinkAsync(operators, "anna", "hash"));
        Assert.Equal(Role.Administrator, await People.CheckSetUpLinkAsync(fresh));
        Assert.Null(await People.CheckSetUpLinkAsync("made up"));
    }

    [Fact]
    public async Task The_secret_of_a_link_is_not_stored()
    {
        var token = await People.CreateSetUpLinkAsync(Role.Operator, TimeSpan.FromHours(1));
        Assert.Equal(43, token.Length);
        Assert.DoesNotContain(token, (string)(await ExecuteAsync("SELECT setup_links::text FROM globallb.setup_links"))!, StringComparison.Ordinal);
    }
}
