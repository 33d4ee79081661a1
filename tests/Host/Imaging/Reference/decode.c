/* SPDX-License-Identifier: MIT
 *
 * The yardstick of the image tests: decodes a PNG or JPEG with libpng or libjpeg and writes the pixels as RGBA, 8 bits
 * each, without a header. Built by the tests: gcc decode.c -lpng -ljpeg.
 *
 *   decode png|jpeg FILE OUT      exit 0, or 1 with the library's message on standard error
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

static int decode_png(FILE *in, FILE *out)
{
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_bytep volatile pixels = NULL;
    png_bytepp volatile rows = NULL;

    if (setjmp(png_jmpbuf(png)))
        return 1;
    png_init_io(png, in);
    png_read_info(png, info);
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);

    png_uint_32 width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    if (png_get_rowbytes(png, info) != (size_t)width * 4)
        png_error(png, "not RGBA");
    pixels = malloc((size_t)width * height * 4);
    rows = malloc(height * sizeof(png_bytep));
    for (png_uint_32 y = 0; y < height; y++)
        rows[y] = pixels + (size_t)y * width * 4;
    png_read_image(png, rows);
    png_read_end(png, NULL);
    fwrite(pixels, 4, (size_t)width * height, out);
    return 0;
}

struct jpeg_error {
    struct jpeg_error_mgr manager;
    jmp_buf jump;
};

static void on_jpeg_error(j_common_ptr jpeg)
{
    jpeg->err->output_message(jpeg);
    longjmp(((struct jpeg_error *)jpeg->err)->jump, 1);
}

static void write_row(const struct jpeg_decompress_struct *jpeg, const JSAMPLE *row, FILE *out)
{
    for (JDIMENSION x = 0; x < jpeg->output_width; x++) {
        unsigned char pixel[4] = { row[0], row[0], row[0], 255 };
        if (jpeg->output_components == 3)
            memcpy(pixel, row, 3);
        else if (jpeg->output_components == 4) /* Adobe's inverted ink, as djpeg converts it to RGB */
            for (int i = 0; i < 3; i++)
                pixel[i] = (unsigned char)(row[i] * row[3] / 255.0 + 0.5);
        fwrite(pixel, 1, 4, out);
        row += jpeg->output_components;
    }
}

static int decode_jpeg(FILE *in, FILE *out)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error error;

    jpeg.err = jpeg_std_error(&error.manager);
    error.manager.error_exit = on_jpeg_error;
    if (setjmp(error.jump))
        return 1;
    jpeg_create_decompress(&jpeg);
    jpeg_stdio_src(&jpeg, in);
    jpeg_read_header(&jpeg, TRUE);
    jpeg_start_decompress(&jpeg);
    JSAMPLE *row = malloc((size_t)jpeg.output_width * jpeg.output_components);
    while (jpeg.output_scanline < jpeg.output_height) {
        jpeg_read_scanlines(&jpeg, &row, 1);
        write_row(&jpeg, row, out);
    }
    jpeg_finish_decompress(&jpeg);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    FILE *in = fopen(argv[2], "rb");
    FILE *out = fopen(argv[3], "wb");
    if (!in || !out)
        return 2;
    int failed = strcmp(argv[1], "png") == 0 ? decode_png(in, out) : decode_jpeg(in, out);
    if (fclose(out) != 0)
        failed = 1;
    if (failed)
        remove(argv[3]);
    return failed;
}
