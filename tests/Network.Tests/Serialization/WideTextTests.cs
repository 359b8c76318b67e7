using MlNetShallow.Serialization;

namespace MlNetShallow.Network.Tests.Serialization;

public class WideTextTests
{
    // 14 bits are a byte and six bits of the next; behind the bytes there is one of 1.
    [Fact]
    public void IsWorkedByHand()
    {
        Assert.Equal("\u4E40", WideText.Encode([])[..1]);
        string text = WideText.Encode([0xFF, 0xFF]);
        Assert.Equal("\u8DFF\u7E10", text[..2]);
    }

    [Fact]
    public void EveryLengthIsReadAgain()
    {
        var random = new Random(1);
        for (int length = 0; length < 100; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(bytes, WideText.Decode(WideText.Encode(bytes)));
            Array.Clear(bytes);
            Assert.Equal(bytes, WideText.Decode(WideText.Encode(bytes)));
        }
    }

    [Fact]
    public void HasOnlyLettersAndFewOfThem()
    {
        string text = WideText.Encode(new byte[7000]);

        Assert.All(text, character => Assert.True(char.IsLetter(character) && WideText.IsPart(character)));
        Assert.Equal(4001, text.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u4E00")]
    [InlineData("a")]
    [InlineData("\u4E40\u8E00")]
    public void AnotherTextIsRefused(string text) => Assert.Throws<FormatException>(() => WideText.Decode(text));
}
