using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Wire;

public sealed class AnswerWriterTests
{
    private static readonly byte[] Set =
    [
        0xC0, 12, .. RecordWire.Write(RecordType.A, 300, [192, 0, 2, 1]),
        0xC0, 12, .. RecordWire.Write(RecordType.A, 300, [192, 0, 2, 2]),
    ];

    [Fact]
    public void A_set_of_the_questions_name_is_copied_as_it_is()
    {
        var message = new byte[100];
        var answer = new AnswerWriter(message, 20);
        Assert.Equal(20, answer.AddSet(Section.Answer, 12, 2, Set));
        Assert.Equal(Set, answer.Written(20, Set.Length).ToArray());
        Assert.Equal((2, 20 + Set.Length), (answer.AnswerCount, answer.Position));
    }

    [Fact]
    public void RFC1035_4_1_4_A_set_of_another_name_points_to_that()
    {
        var message = new byte[100];
        var answer = new AnswerWriter(message, 20);
        answer.AddSet(Section.Authority, 0x123, 2, Set);
        Assert.Equal([0xC1, 0x23], message[20..22]);
        Assert.Equal([0xC1, 0x23], message[36..38]);
        Assert.Equal(Set[2..16], message[22..36]);
        Assert.Equal(2, answer.AuthorityCount);
    }

    [Fact]
    public void A_set_can_have_another_TTL_than_its_records()
    {
        byte[] set = [0xC0, 12, .. RecordWire.Write(RecordType.TXT, 1, [1, 65]), 0xC0, 12, .. RecordWire.Write(RecordType.TXT, 2, [3, 65, 66, 67])];
        byte[] expected = [0xC1, 0x23, .. RecordWire.Write(RecordType.TXT, 0x7654_3210, [1, 65]), 0xC1, 0x23, .. RecordWire.Write(RecordType.TXT, 0x7654_3210, [3, 65, 66, 67])];
        var answer = new AnswerWriter(new byte[100], 20);
        Assert.Equal(20, answer.AddSet(Section.Answer, 0x123, 2, set, 0x7654_3210));
        Assert.Equal(expected, answer.Written(20, set.Length).ToArray());
        Assert.Equal(-1, answer.AddSet(Section.Additional, 12, 2, new byte[90], 5));
    }

    [Theory]
    [InlineData(Section.Answer, true)]
    [InlineData(Section.Authority, true)]
    [InlineData(Section.Additional, false)]
    public void RFC2181_9_A_set_that_does_not_fit_is_left_out_whole(Section section, bool isTruncated)
    {
        var answer = new AnswerWriter(new byte[20 + Set.Length - 1], 20);
        Assert.Equal(-1, answer.AddSet(section, 12, 2, Set));
        Assert.Equal((20, isTruncated), (answer.Position, answer.IsTruncated));
        Assert.Equal(0, answer.AnswerCount + answer.AuthorityCount + answer.AdditionalCount);
    }

    [Fact]
    public void An_owner_beyond_the_reach_of_a_pointer_is_not_written()
    {
        var answer = new AnswerWriter(new byte[100], 20);
        Assert.Equal(-1, answer.AddSet(Section.Additional, 0x4000, 2, Set));
        Assert.Equal(-1, answer.Add(Section.Answer, 0x4000, RecordType.A, 300, [192, 0, 2, 1]));
        Assert.True(answer.IsTruncated);
    }

    [Fact]
    public void RFC1035_4_1_Sections_only_go_forward() => Assert.Throws<InvalidOperationException>(() =>
    {
        var answer = new AnswerWriter(new byte[100], 20);
        answer.AddSet(Section.Authority, 12, 2, Set);
        answer.AddSet(Section.Answer, 12, 2, Set);
    });

    [Fact]
    public void A_record_from_its_parts_is_the_record_written_before()
    {
        var message = new byte[100];
        var answer = new AnswerWriter(message, 20);
        Assert.Equal(32, answer.Add(Section.Answer, 12, RecordType.AAAA, 0x7FFF_FFFE, new byte[16]));
        Assert.Equal([0xC0, 12, .. RecordWire.Write(RecordType.AAAA, 0x7FFF_FFFE, new byte[16])], message[20..48]);
    }
}
