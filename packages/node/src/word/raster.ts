import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Language, type Words, words } from '@casewright/core/model';

/** Draws an SVG in points, `pixels` wide. */
export type Rasterizer = (svg: string, pixels: number) => Uint8Array;

/** Either a rasterizer, or why there is none on this machine. */
export type FoundRasterizer = { readonly draw: Rasterizer } | { readonly missing: Words };

/** Faces with Chinese where the systems keep them; the first that is there is taken. */
const CHINESE_FACES = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
  '/System/Library/Fonts/PingFang.ttc',
  '/System/Library/Fonts/STHeiti Light.ttc',
  '/System/Library/Fonts/Hiragino Sans GB.ttc',
  'C:\\Windows\\Fonts\\msyh.ttc',
  'C:\\Windows\\Fonts\\simsun.ttc',
];

const LATIN_FACES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/**
 * What makes points of drawings, loaded when it is first asked for: it is a program of the platform, which is not there
 * on every one. Latin text has the face that comes with the program, so its points are the same on every machine;
 * Chinese text takes the machine's own.
 */
export function findRasterizer(language: Language): FoundRasterizer {
  const chinese = language === 'zh-CN' ? CHINESE_FACES.find((file) => existsSync(file)) : undefined;
  if (language === 'zh-CN' && chinese === undefined) {
    return {
      missing: words('no face with Chinese characters was found on this machine', '本机未找到含汉字的字体'),
    };
  }
  try {
    const require = createRequire(import.meta.url);
    const latin = LATIN_FACES.map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`));
    // asked for beside this program, wherever it stands: a bundle's own import would look where the command was called
    const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
    const font = {
      loadSystemFonts: false,
      fontFiles: chinese === undefined ? latin : [...latin, chinese],
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    };
    return {
      draw: (svg, pixels) => new Resvg(svg, { font, fitTo: { mode: 'width', value: pixels } }).render().asPng(),
    };
  } catch {
    return {
      missing: words(
        'the part that makes them (@resvg/resvg-js) is not installed for this platform',
        '本平台未安装所需组件（@resvg/resvg-js）',
      ),
    };
  }
}

/** One white point: stands where a picture in points has to stand and none can be made. */
export const WHITE_POINT: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTh4zgAAAABJRU5ErkJggg==',
  'base64',
);
