// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging;

/// <summary>
/// The data is not a picture this library can show. The message is one line that says what is wrong, in a form that
/// reads well after "file name: ". It is the only exception that damaged data causes.
/// </summary>
public sealed class ImageFormatException : Exception
{
    public ImageFormatException(string message)
        : base(message)
    {
    }
}
