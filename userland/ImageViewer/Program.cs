// SPDX-License-Identifier: MIT
//
// imgview: shows pictures on a frame buffer. What is shown and how keys change it is in View/ (ViewerSession first), without any
// input or output; the files here connect it with the kernel: Screen (/dev/fb0), InputDevices (/dev/input/event*), RawTerminal,
// PictureFiles, and EventLoop, which waits for all of them.
using System;
using Skift.Abi;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Skift.Libc;

namespace Skift.ImageViewer;

internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUse = 2;

    private static int Main(string[] arguments)
    {
        if (!Options.TryParse(arguments, out Options options, out string error))
            return Complain(error, WrongUse);
        switch (options.Task)
        {
            case Options.Command.Help:
                return Print(Options.Usage) ? Success : Failure;
            case Options.Command.Information:
                return PrintInformation(options);
            case Options.Command.Dump:
                return Dump(options.Paths[0], options.Paths[1]);
            default:
                return Show(options);
        }
    }

    private static int PrintInformation(Options options)
    {
        int status = Success;
        foreach (string path in options.Paths)
        {
            try
            {
                ImageDecoder decoder = ImageDecoder.Open(PictureFiles.Read(path));
                if (!Print(path + ": " + decoder.Info.ToString() + "\n"))
                    return Failure;
            }
            catch (ImageFormatException exception)
            {
                status = Complain(path + ": " + exception.Message, Failure);
            }
            catch (OutOfMemoryException)
            {
                status = Complain(path + ": not enough memory for the file", Failure);
            }
        }

        return status;
    }

    private static int Dump(string path, string output)
    {
        try
        {
            ImageDecoder decoder = ImageDecoder.Open(PictureFiles.Read(path));
            if (!decoder.ReadFrame())
                return Complain(path + ": no picture in the file", Failure);
            if (decoder.Warning is not null)
                Complain(path + ": warning: " + decoder.Warning, Success);
            Bitmap picture = decoder.Canvas;
            for (int y = 0; y < picture.Height; y++)
                Background.Black.Blend(picture.Row(y), 0, y);
            return WritePpm(picture, output);
        }
        catch (ImageFormatException exception)
        {
            return Complain(path + ": " + exception.Message, Failure);
        }
        catch (OutOfMemoryException)
        {
            return Complain(path + ": not enough memory for the picture", Failure);
        }
    }

    private static int WritePpm(Bitmap picture, string output)
    {
        const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;
        const StatMode Mode = (StatMode)0x1B6; // rw-rw-rw-
        if (!Posix.Open(output, Flags, Mode).Try(out int fd, out Errno error))
            return Complain(output + ": " + Posix.Strerror(error), Failure);
        error = Posix.WriteAll(fd, ByteString.Encode(PpmWriter.GetHeader(picture)));
        byte[] row = new byte[3 * picture.Width];
        for (int y = 0; y < picture.Height && error == Errno.None; y++)
        {
            PpmWriter.WriteRow(picture, y, row);
            error = Posix.WriteAll(fd, row);
        }

        Errno closeError = Posix.Close(fd);
        if (error == Errno.None)
            error = closeError;
        return error == Errno.None ? Success : Complain(output + ": " + Posix.Strerror(error), Failure);
    }

    private static int Show(Options options)
    {
        PictureFiles files;
        try
        {
            files = new PictureFiles(options.Paths);
        }
        catch (ImageFormatException exception)
        {
            return Complain(exception.Message, Failure);
        }

        string? problem = Screen.Open(options.Framebuffer, out Screen? screen);
        if (problem is not null || screen is null)
            return Complain(options.Framebuffer + ": " + problem, Failure);
        using (screen)
        {
            ViewerSession session;
            try
            {
                session = new ViewerSession(files, files.Start, screen.Width, screen.Height, EventLoop.Now());
            }
            catch (ImageFormatException exception)
            {
                return Complain(files.GetPath(files.Start) + ": " + exception.Message, Failure);
            }

            using RawTerminal? terminal = RawTerminal.Open();
            using InputDevices devices = new InputDevices(screen.Width, screen.Height, terminal is not null);
            new EventLoop(session, screen, devices, terminal is not null).Run();
            return Success;
        }
    }

    private static bool Print(string text) => Posix.WriteAll(Posix.STDOUT_FILENO, ByteString.Encode(text)) == Errno.None;

    private static int Complain(string message, int status)
    {
        Posix.WriteAll(Posix.STDERR_FILENO, ByteString.Encode("imgview: " + message + "\n"));
        return status;
    }
}
