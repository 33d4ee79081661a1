// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.ImageViewer.View;

/// <summary>What the command line asks for.</summary>
public sealed class Options
{
    public const string Usage =
        """
        usage: imgview [OPTION] FILE|FOLDER...
        Show pictures (PNG, JPEG, GIF, BMP, PPM/PGM/PBM/PAM, QOI) on the screen. With one FILE, its folder can be leafed through.

          --info           print what each FILE is, without a screen
          --dump FILE OUT  write FILE's picture to OUT as PPM, as it looks on black, without a screen
          --fb DEVICE      the screen's frame buffer (default /dev/fb0)
          --help           print this text

        n, space, page down   next picture           + -      zoom in, zoom out
        p, backspace, page up previous picture       0 1      fit to the screen, actual size
        home, end             first, last picture    arrows   move the picture, or drag it with the pointer
        i                     information line       b        background: black, white, chessboard
        a                     animation on or off    q, esc   quit

        """;

    private Options()
    {
    }

    /// <summary>What to do.</summary>
    public enum Command
    {
        Show,
        Information,
        Dump,
        Help,
    }

    public Command Task { get; private set; }

    public string Framebuffer { get; private set; } = "/dev/fb0";

    /// <summary>Files and folders; for a dump, the file and where to write it.</summary>
    public List<string> Paths { get; } = new List<string>();

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="options">What it asks for.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryParse(string[] arguments, out Options options, out string error)
    {
        options = new Options();
        error = string.Empty;
        bool hasOptions = true;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (!hasOptions || argument.Length < 2 || argument[0] != '-')
            {
                options.Paths.Add(argument);
                continue;
            }

            switch (argument)
            {
                case "--":
                    hasOptions = false;
                    break;
                case "--help" or "-h":
                    options.Task = Command.Help;
                    return true;
                case "--info":
                    options.Task = Command.Information;
                    break;
                case "--dump":
                    options.Task = Command.Dump;
                    break;
                case "--fb":
                    if (++i == arguments.Length)
                        return Fail("--fb needs a device", out error);
                    options.Framebuffer = arguments[i];
                    break;
                default:
                    return Fail("unknown option '" + argument + "'", out error);
            }
        }

        if (options.Task == Command.Dump && options.Paths.Count != 2)
            return Fail("--dump needs a file and a name for the output", out error);
        return options.Paths.Count > 0 || Fail("no file given", out error);
    }

    private static bool Fail(string message, out string error)
    {
        error = message + " (try --help)";
        return false;
    }
}
