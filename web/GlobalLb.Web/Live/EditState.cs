using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Web.Live;

/// <summary>What a form knows of its own saving: the version it was filled from, and what became of the last try.</summary>
public sealed class EditState
{
    /// <summary>The version the form was filled from; the edit says so, and is refused when there is a newer one.</summary>
    public long Version { get; private set; }

    /// <summary>What became of the last try; null: none yet.</summary>
    public EditOutcome? Outcome { get; private set; }

    /// <summary>Whether a try is under way.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether the last try made a version or had nothing to change.</summary>
    public bool IsDone => Outcome is EditOutcome.Accepted or EditOutcome.Unchanged;

    /// <summary>The form was filled from that version.</summary>
    public void Load(long version)
    {
        Version = version;
        Outcome = null;
    }

    /// <summary>A try ended like that.</summary>
    public void Take(EditOutcome outcome)
    {
        Outcome = outcome;
        Version = outcome switch
        {
            EditOutcome.Accepted accepted => accepted.Version,
            EditOutcome.Unchanged unchanged => unchanged.Version,
            _ => Version,
        };
    }

    /// <summary>What was typed is wrong already before anything is tried.</summary>
    public void Refuse(IEnumerable<Problem> problems) => Outcome = new EditOutcome.Rejected([.. problems]);

    /// <summary>The person saw that there is a newer version and wants to save what the form holds on top of it.</summary>
    public void Rebase()
    {
        if (Outcome is EditOutcome.Outdated outdated) Load(outdated.Newest);
    }
}
