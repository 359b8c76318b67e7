namespace MlNetShallow.Docs.Tests;

public class ToldOutputTests
{
    [Theory]
    [InlineData("accuracy 0.9375", "accuracy 0.9500", true)]
    [InlineData("accuracy 0.9375", "accuracy 0.8500", false)]
    [InlineData("accuracy 0.9375", "precision 0.9375", false)]
    [InlineData("logit -12.5", "logit -12.8", true)]
    [InlineData("160 pictures", "161 pictures", false)]
    [InlineData("one\n...\nthree", "one\ntwo\ntwo again\nthree", true)]
    [InlineData("one\n...\nthree", "one\nthree", true)]
    [InlineData("one\n...\nthree", "one\ntwo", false)]
    [InlineData("one\n...", "one\ntwo\nthree", true)]
    [InlineData("one", "one\ntwo", false)]
    [InlineData("cost 0.69, ...", "cost 0.69, 49 s left", true)]
    [InlineData("cost 0.69, ...", "cost 0.50, 49 s left", false)]
    [InlineData("cost 0.69, ...", "costs 0.69, 49 s left", false)]
    public void WordsAreTheSameAndNumbersAreNear(string told, string printed, bool matches)
        => Assert.Equal(matches, ToldOutput.Matches(told.Split('\n'), printed.Split('\n')));
}
