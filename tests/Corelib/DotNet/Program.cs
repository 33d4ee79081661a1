// SPDX-License-Identifier: MIT

using System;
using System.IO;
using Skift.Tests.Corelib;

using StreamWriter output = new(Console.OpenStandardOutput(), leaveOpen: true);
return CheckList.Run(new WriterOutput(output)) == 0 ? 0 : 1;

internal sealed class WriterOutput(TextWriter writer) : CheckOutput
{
    public override void WriteLine(string line)
    {
        writer.Write(line);
        writer.Write('\n');
    }
}
