// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Core.Programs;
using Xunit;

namespace Skift.Tests.Host.Processes;

public sealed class ScriptLineTests
{
    [Theory]
    [InlineData("#!/bin/sh\necho", "/bin/sh", "")]
    [InlineData("#! /bin/sh  -e -x \necho", "/bin/sh", "-e -x")]
    [InlineData("#!\t/usr/bin/env\tsh\n", "/usr/bin/env", "sh")]
    [InlineData("#!/bin/sh", "/bin/sh", "")]
    public void Line_IsTakenApart(string text, string interpreter, string option)
    {
        Assert.True(ScriptLine.TryParse(Encoding.ASCII.GetBytes(text), out ScriptLine line));
        Assert.Equal(interpreter, Encoding.ASCII.GetString(line.Interpreter));
        Assert.Equal(option, Encoding.ASCII.GetString(line.Option));
    }

    [Theory]
    [InlineData("#!")]
    [InlineData("#!\n/bin/sh")]
    [InlineData("#!   \n")]
    public void WithoutInterpreter_IsRefused(string text) => Assert.False(ScriptLine.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void NameThatIsCutOff_IsRefused()
    {
        byte[] window = new byte[ScriptLine.Window];
        Array.Fill(window, (byte)'a');
        "#!/"u8.CopyTo(window);
        Assert.False(ScriptLine.TryParse(window, out _));
        window[100] = (byte)' ';
        Assert.True(ScriptLine.TryParse(window, out ScriptLine line));
        Assert.Equal(98, line.Interpreter.Length);
    }
}
