using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Tests.Pages.PolicyTrees;

public sealed class PolicyDraftTests
{
    [Fact]
    public void Every_step_can_be_taken_back()
    {
        var draft = new PolicyDraft(Sample.Leaf("eu-web"));
        Assert.False(draft.CanUndo);
        draft.Put(Sample.Leaf("us-web"));
        draft.Put(Sample.Leaf("ap-web"));
        draft.Undo();
        Assert.Equal(Sample.Leaf("us-web"), draft.Root);
        draft.Undo();
        Assert.Equal((Sample.Leaf("eu-web"), false), (draft.Root, draft.CanUndo));
        draft.Undo();
        Assert.Equal(Sample.Leaf("eu-web"), draft.Root);
    }

    [Fact]
    public void What_is_typed_and_cannot_be_read_is_said_until_it_can()
    {
        var (draft, field) = (new PolicyDraft(Sample.Leaf("eu-web")), new object());
        draft.Say(field, new Problem(".branches[0].places", "no"));
        draft.Say(field, new Problem(".branches[0].places", "still no"));
        List<Problem> problems = [];
        draft.Read("policy", problems);
        Assert.Equal([new Problem("policy.branches[0].places", "still no")], problems);
        draft.Say(field, null);
        problems.Clear();
        Assert.Same(draft.Root, draft.Read("policy", problems));
        Assert.Empty(problems);
    }
}
