using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Tests.Live;

public sealed class EditStateTests
{
    private readonly EditState _edit = new();

    public EditStateTests() => _edit.Load(3);

    [Fact]
    public void A_form_just_filled_has_tried_nothing()
    {
        _edit.Take(new EditOutcome.Unavailable("away"));
        _edit.Load(5);
        Assert.Equal((5, null, false), (_edit.Version, _edit.Outcome, _edit.IsDone));
    }

    [Fact]
    public void An_accepted_edit_is_done_and_the_form_stands_on_its_version()
    {
        _edit.Take(new EditOutcome.Accepted(4));
        Assert.Equal((4, true), (_edit.Version, _edit.IsDone));
    }

    [Fact]
    public void An_edit_that_changes_nothing_is_done_too()
    {
        _edit.Take(new EditOutcome.Unchanged(6));
        Assert.Equal((6, true), (_edit.Version, _edit.IsDone));
    }

    [Fact]
    public void A_newer_version_is_taken_only_when_the_person_says_so()
    {
        _edit.Take(new EditOutcome.Outdated(9));
        Assert.Equal((3, false), (_edit.Version, _edit.IsDone));
        _edit.Rebase();
        Assert.Equal((9, null), (_edit.Version, _edit.Outcome));
    }

    [Fact]
    public void Without_a_newer_version_there_is_nothing_to_go_on_top_of()
    {
        _edit.Take(new EditOutcome.Unavailable("away"));
        _edit.Rebase();
        Assert.Equal(3, _edit.Version);
        Assert.IsType<EditOutcome.Unavailable>(_edit.Outcome);
    }

    [Fact]
    public void What_was_typed_wrong_is_refused_before_anything_is_tried()
    {
        var problem = new Problem("name", "is empty");
        _edit.Refuse([problem]);
        Assert.Equal<Problem>([problem], Assert.IsType<EditOutcome.Rejected>(_edit.Outcome).Problems);
        Assert.Equal((3, false), (_edit.Version, _edit.IsDone));
    }
}
