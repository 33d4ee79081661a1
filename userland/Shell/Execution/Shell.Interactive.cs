// SPDX-License-Identifier: MIT
using Skift.Sh.Editing;
using Skift.Sh.Syntax;

namespace Skift.Sh.Execution;

/// <summary>Reading and evaluating commands from a person.</summary>
internal sealed partial class Shell
{
    private const int MaxIgnoredEnds = 50;

    public History History { get; } = new();

    /// <summary>Evaluates what is typed until the end; errors lead back to the prompt.</summary>
    public int RunInteractive()
    {
        TerminalSource source = new(this);
        Scanner scanner = new(source, 1);
        Parser parser = new(scanner, Context);
        int ends = 0;
        while (true)
        {
            try
            {
                Jobs.ReportChanges(Errors);
                Node? node = ParseLine(parser);
                if (parser.IsAtEnd)
                {
                    if ((Options.IgnoreEof && ++ends < MaxIgnoredEnds) || Jobs.WarnsAboutStopped())
                    {
                        if (Options.IgnoreEof)
                        {
                            Errors.WriteLine("Use \"exit\" to leave shell.");
                        }

                        scanner.Reset();
                        parser = new Parser(scanner, Context);
                        continue;
                    }

                    return LastStatus;
                }

                ends = 0;
                if (node != null)
                {
                    Jobs.RememberTerminal();
                    Evaluate(node, EvaluationFlags.None);
                    Skip = SkipKind.None;
                    Jobs.ForgetWarning();
                }
            }
            catch (ShellError error)
            {
                LastStatus = error.Status;
                Recover(scanner, ref parser);
            }
            catch (InterruptRequest)
            {
                LastStatus = 128 + (int)Abi.Signal.SIGINT;
                Errors.WriteLine();
                Recover(scanner, ref parser);
            }
        }
    }

    /// <summary>The command was left in the middle: nothing of it goes on.</summary>
    private void Recover(Scanner scanner, ref Parser parser)
    {
        Skip = SkipKind.None;
        LoopDepth = 0;
        CommandName = null;
        scanner.Reset();
        parser = new Parser(scanner, Context);
    }
}
