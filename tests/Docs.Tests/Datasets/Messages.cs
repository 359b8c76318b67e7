using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Docs.Tests.Datasets;

/// <summary>The messages of tenants to their landlord of datasets/messages, put together from phrases.</summary>
internal static class Messages
{
    public const string Header = "Text\tUrgent";

    private static readonly string[] Greetings = ["Hello", "Good morning", "Good evening", "Dear Sir or Madam", "Hi"];

    private static readonly (string Text, int Weight)[] Subjects =
    [
        ("water is coming through the ceiling", 2),
        ("the pipe under the sink has burst", 2),
        ("it smells of gas in the cellar", 2),
        ("the socket in the kitchen gives off sparks", 2),
        ("the heating has stopped and it is freezing outside", 2),
        ("there is no hot water", 1),
        ("the front door does not lock", 1),
        ("the lift is stuck again", 1),
        ("the light on the stairs is broken", 1),
        ("a window does not close", 1),
        ("the tap in the bathroom drips", 0),
        ("the door of the oven squeaks", 0),
        ("I would like a copy of the lease", -1),
        ("I have a question about the last bill", -1),
        ("may I paint the walls of the hall", -1),
    ];

    private static readonly (string Text, int Weight)[] Circumstances =
    [
        ("It gets worse by the hour.", 1),
        ("We have a small child at home.", 1),
        ("Somebody could get hurt.", 1),
        ("Please come at once.", 1),
        ("Thank you.", 0),
        ("Please let me know.", 0),
        ("There is no hurry.", -1),
        ("It can wait until next week.", -1),
        ("It has been like that for a year.", -1),
        ("Whenever you have the time.", -1),
    ];

    private static readonly string[] Details =
    [
        "I am at home after five.",
        "My neighbours say the same.",
        "You have my number.",
        "The key is with the caretaker.",
        "I wrote to you about it before.",
        "I have taken a picture of it.",
    ];

    /// <summary>A message; another for each number.</summary>
    public static string Row(int number)
    {
        var random = new SplitMix64(seed: 2, number);
        (string subject, int weight) = random.Pick(Subjects);
        (string circumstance, int change) = random.Pick(Circumstances);
        bool isUrgent = weight + change >= 2;
        // Those who sort messages do not always agree.
        if (random.Chance(0.03))
            isUrgent = !isUrgent;
        string start = $"{random.Pick(Greetings)}, this is flat {1 + random.Below(24)}";
        return $"{start}: {subject}. {random.Pick(Details)} {circumstance}\t{(isUrgent ? "true" : "false")}";
    }
}
