// SPDX-License-Identifier: MIT
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Skift.Tests.Libc;

/// <summary>The headers, as files of the program's own: compilers keep quiet about system headers.</summary>
public sealed class HeaderTests
{
    private const string Warnings = "-Wall -Wextra -pedantic -Werror -Wno-long-long -Wno-c99-extensions";

    /// <summary>Telnet and SCSI have an ABORT and a NOP each, TFTP and FTP an ERROR.</summary>
    private static readonly string[] s_alone = ["arpa/telnet.h", "arpa/tftp.h"];

    private static readonly string s_include = Path.Combine(ProgramTests.s_root, "libc/include");

    [Theory]
    [InlineData("gcc", "c", "c89")]
    [InlineData("gcc", "c", "c17")]
    [InlineData("clang", "c", "c99")]
    [InlineData("g++", "c++", "c++17")]
    public void EachHeader_CompilesAlone(string compiler, string language, string standard)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = 2 };
        Parallel.ForEach(Headers(), options, header => Compile(compiler, language, standard, $"#include <{header}>\n"));
    }

    /// <summary>The numbers and layouts that kernel and file formats decide.</summary>
    [Fact]
    public void ConstantsAndLayouts_AreTheHosts()
    {
        (int status, string output) = ProgramTests.Run("python3", $"{Path.Combine(ProgramTests.s_root, "tests/Userland/libc/headers/compare.py")} {s_include}");
        Assert.True(status == 0, output);
    }

    /// <summary>In both orders, so that what one defines meets what the other does.</summary>
    [Theory]
    [InlineData("gcc", "c", "c89 gnu89 c99 gnu99 c11 gnu11 c17 c2x")]
    [InlineData("clang", "c", "c89 gnu89 c99 gnu99 c11 gnu11 c17 c2x")]
    [InlineData("g++", "c++", "c++98 c++11 c++17 c++20")]
    [InlineData("clang++", "c++", "c++98 c++11 c++17 c++20")]
    public void AllHeaders_CompileTogether(string compiler, string language, string standards)
    {
        string[] all = [.. Headers().Except(s_alone).Order(System.StringComparer.Ordinal).Select(header => $"#include <{header}>\n")];
        foreach (string standard in standards.Split(' '))
        {
            Compile(compiler, language, standard, string.Concat(all));
            Compile(compiler, language, standard, string.Concat(all.Reverse()));
        }
    }

    /// <summary>_Generic is older than its standard in both compilers.</summary>
    [Theory]
    [InlineData("gcc", "c99 gnu99 c11 c17 c2x")]
    [InlineData("clang", "c99 gnu99 c11 c17 c2x")]
    public void TypeGenericMacros_Compile(string compiler, string standards)
    {
        const string Text = """
            #include <tgmath.h>
            double f(double a, float b, long double c, int i, double _Complex z);
            double f(double a, float b, long double c, int i, double _Complex z)
            {
                return sin(a) + sin(b) + (double)sin(c) + sin(i) + creal(sin(z)) + pow(a, b) + creal(pow(z, b)) + atan2(i, b) + carg(z) + (double)fma(a, b, c) + ldexp(b, i)
                    + cimag(a + I) + (double)lrint(c);
            }

            """;
        foreach (string standard in standards.Split(' '))
        {
            Compile(compiler, "c", standard, Text);
        }
    }

    private static string[] Headers() =>
        [.. Directory.GetFiles(s_include, "*.h", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(s_include, path))];

    private static void Compile(string compiler, string language, string standard, string text)
    {
        string source = Path.GetTempFileName();
        File.WriteAllText(source, text + "typedef int nothing;\n");
        (int status, string output) = ProgramTests.Run(compiler, $"-std={standard} {Warnings} -nostdinc -I {s_include} -x {language} -fsyntax-only {source}");
        File.Delete(source);
        Assert.True(status == 0, $"{compiler} -std={standard}\n{text}{output}");
    }
}
